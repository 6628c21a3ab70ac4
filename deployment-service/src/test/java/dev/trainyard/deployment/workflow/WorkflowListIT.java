package dev.trainyard.deployment.workflow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkflowListTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkflowListIT extends WorkflowListTest {}
