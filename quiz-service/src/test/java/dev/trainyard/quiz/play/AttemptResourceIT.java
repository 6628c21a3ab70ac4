package dev.trainyard.quiz.play;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AttemptResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class AttemptResourceIT extends AttemptResourceTest {}
