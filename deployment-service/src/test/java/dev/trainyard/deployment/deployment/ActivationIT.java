package dev.trainyard.deployment.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivationTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivationIT extends ActivationTest {}
