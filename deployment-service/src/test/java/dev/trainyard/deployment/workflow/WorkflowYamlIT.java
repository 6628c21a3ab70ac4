package dev.trainyard.deployment.workflow;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link WorkflowYamlTest} on the packaged service. */
@QuarkusIntegrationTest
class WorkflowYamlIT extends WorkflowYamlTest {}
