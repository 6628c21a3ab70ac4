package dev.trainyard.training.athlete;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link HeartRateTest} on the packaged service. */
@QuarkusIntegrationTest
class HeartRateIT extends HeartRateTest {}
