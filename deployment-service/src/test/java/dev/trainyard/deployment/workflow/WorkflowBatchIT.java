package dev.trainyard.deployment.workflow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkflowBatchTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkflowBatchIT extends WorkflowBatchTest {}
