package dev.trainyard.training.activityfile;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityFileTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityFileIT extends ActivityFileTest {}
