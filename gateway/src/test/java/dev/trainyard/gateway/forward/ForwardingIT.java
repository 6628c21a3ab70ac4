package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ForwardingTest} on the packaged gateway. */
@QuarkusIntegrationTest
class ForwardingIT extends ForwardingTest {}
