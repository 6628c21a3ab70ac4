package dev.trainyard.quiz.porting;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link RoundTripTest} on the packaged service. */
@QuarkusIntegrationTest
class RoundTripIT extends RoundTripTest {}
