package dev.trainyard.quiz.points;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link PointResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class PointResourceIT extends PointResourceTest {}
