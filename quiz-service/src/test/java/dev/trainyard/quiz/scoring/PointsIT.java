package dev.trainyard.quiz.scoring;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link PointsTest} on the packaged service. */
@QuarkusIntegrationTest
class PointsIT extends PointsTest {}
