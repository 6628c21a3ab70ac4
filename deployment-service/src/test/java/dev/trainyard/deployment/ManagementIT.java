package dev.trainyard.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ManagementTest} on the packaged service. */
@QuarkusIntegrationTest
class ManagementIT extends ManagementTest {}
