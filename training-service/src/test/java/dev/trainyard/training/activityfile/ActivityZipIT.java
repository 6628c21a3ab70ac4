package dev.trainyard.training.activityfile;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ActivityZipTest} on the packaged service. */
@QuarkusIntegrationTest
class ActivityZipIT extends ActivityZipTest {}
