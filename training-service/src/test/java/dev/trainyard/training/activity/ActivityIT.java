package dev.trainyard.training.activity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityIT extends ActivityTest {}
