package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link UpstreamTest} on the packaged gateway. */
@QuarkusIntegrationTest
class UpstreamIT extends UpstreamTest {}
