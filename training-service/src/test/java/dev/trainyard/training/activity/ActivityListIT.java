package dev.trainyard.training.activity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityListTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityListIT extends ActivityListTest {}
