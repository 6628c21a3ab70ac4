package dev.trainyard.gateway.status;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ReadinessTest} on the packaged gateway. */
@QuarkusIntegrationTest
class ReadinessIT extends ReadinessTest {}
