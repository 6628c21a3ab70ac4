package dev.trainyard.workout.insight;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link InsightTest} on the packaged service. */
@QuarkusIntegrationTest
class InsightIT extends InsightTest {}
