package dev.trainyard.training.activity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityLoadsTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityLoadsIT extends ActivityLoadsTest {}
