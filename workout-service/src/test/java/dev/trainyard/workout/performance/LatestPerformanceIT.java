package dev.trainyard.workout.performance;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link LatestPerformanceTest} on the packaged service. */
@QuarkusIntegrationTest
class LatestPerformanceIT extends LatestPerformanceTest {}
