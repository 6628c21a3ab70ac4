package dev.trainyard.deployment.workflow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkflowBoundsTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkflowBoundsIT extends WorkflowBoundsTest {}
