package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link MetricsTest} on the packaged gateway. */
@QuarkusIntegrationTest
class MetricsIT extends MetricsTest {}
