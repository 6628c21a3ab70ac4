package dev.trainyard.training;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ManagementTest} on the packaged service. */
@QuarkusIntegrationTest
class ManagementIT extends ManagementTest {}
