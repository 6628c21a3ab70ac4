package dev.trainyard.quiz.authoring;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link QuestionResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class QuestionResourceIT extends QuestionResourceTest {}
