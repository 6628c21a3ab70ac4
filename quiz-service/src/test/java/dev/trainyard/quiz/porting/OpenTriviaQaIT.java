package dev.trainyard.quiz.porting;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OpenTriviaQaTest} on the packaged service. */
@QuarkusIntegrationTest
class OpenTriviaQaIT extends OpenTriviaQaTest {}
