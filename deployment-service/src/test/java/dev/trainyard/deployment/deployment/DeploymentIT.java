package dev.trainyard.deployment.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link DeploymentTest} on the packaged service. */
@QuarkusIntegrationTest
class DeploymentIT extends DeploymentTest {}
