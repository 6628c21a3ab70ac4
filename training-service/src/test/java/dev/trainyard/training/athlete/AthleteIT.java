package dev.trainyard.training.athlete;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AthleteTest} on the packaged service. */
@QuarkusIntegrationTest
class AthleteIT extends AthleteTest {}
