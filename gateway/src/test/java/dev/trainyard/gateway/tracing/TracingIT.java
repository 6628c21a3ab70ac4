package dev.trainyard.gateway.tracing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link TracingTest} on the packaged gateway. */
@QuarkusIntegrationTest
class TracingIT extends TracingTest {}
