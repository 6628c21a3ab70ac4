package dev.trainyard.deployment.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link DiffTest} on the packaged service. */
@QuarkusIntegrationTest
class DiffIT extends DiffTest {}
