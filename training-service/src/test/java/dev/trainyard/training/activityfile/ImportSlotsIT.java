package dev.trainyard.training.activityfile;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ImportSlotsTest} on the packaged service. */
@QuarkusIntegrationTest
class ImportSlotsIT extends ImportSlotsTest {}
