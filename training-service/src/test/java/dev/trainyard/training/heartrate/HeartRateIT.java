package dev.trainyard.training.heartrate;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link HeartRateTest} on the packaged service. */
@QuarkusIntegrationTest
class HeartRateIT extends HeartRateTest {}
