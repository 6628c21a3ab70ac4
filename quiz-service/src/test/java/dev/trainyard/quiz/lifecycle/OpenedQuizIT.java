package dev.trainyard.quiz.lifecycle;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OpenedQuizTest} on the packaged service. */
@QuarkusIntegrationTest
class OpenedQuizIT extends OpenedQuizTest {}
