package dev.trainyard.quiz.authoring;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link BoundsTest} on the packaged service. */
@QuarkusIntegrationTest
class BoundsIT extends BoundsTest {}
