package dev.trainyard.quiz.play;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AnswerResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class AnswerResourceIT extends AnswerResourceTest {}
