package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ProxyInFrontTest} on the packaged gateway. */
@QuarkusIntegrationTest
class ProxyInFrontIT extends ProxyInFrontTest {}
