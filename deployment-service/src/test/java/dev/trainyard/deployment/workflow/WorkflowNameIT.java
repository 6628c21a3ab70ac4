package dev.trainyard.deployment.workflow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkflowNameTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkflowNameIT extends WorkflowNameTest {}
