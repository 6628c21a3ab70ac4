package dev.trainyard.quiz.authoring;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link QuizResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class QuizResourceIT extends QuizResourceTest {}
