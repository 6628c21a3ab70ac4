package dev.trainyard.deployment.workflow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkflowTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkflowIT extends WorkflowTest {}
