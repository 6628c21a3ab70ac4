package dev.trainyard.training.activity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityPatchTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityPatchIT extends ActivityPatchTest {}
