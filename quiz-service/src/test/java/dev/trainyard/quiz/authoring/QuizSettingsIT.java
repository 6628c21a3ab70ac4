package dev.trainyard.quiz.authoring;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link QuizSettingsTest} on the packaged service. */
@QuarkusIntegrationTest
class QuizSettingsIT extends QuizSettingsTest {}
