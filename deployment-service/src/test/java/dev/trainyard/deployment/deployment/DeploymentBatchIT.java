package dev.trainyard.deployment.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link DeploymentBatchTest} on the packaged service. */
@QuarkusIntegrationTest
class DeploymentBatchIT extends DeploymentBatchTest {}
