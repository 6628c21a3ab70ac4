package dev.trainyard.training.activityload;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link LoadExplanationTest} on the packaged service. */
@QuarkusIntegrationTest
class LoadExplanationIT extends LoadExplanationTest {}
