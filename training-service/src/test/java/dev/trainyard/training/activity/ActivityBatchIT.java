package dev.trainyard.training.activity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityBatchTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityBatchIT extends ActivityBatchTest {}
