package dev.trainyard.workout.link;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link LinkTest} on the packaged service. */
@QuarkusIntegrationTest
class LinkIT extends LinkTest {}
