package dev.trainyard.gateway.status;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link StatusTest} on the packaged gateway. */
@QuarkusIntegrationTest
class StatusIT extends StatusTest {}
