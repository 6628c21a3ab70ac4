package dev.trainyard.training.activity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityBoundsTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityBoundsIT extends ActivityBoundsTest {}
