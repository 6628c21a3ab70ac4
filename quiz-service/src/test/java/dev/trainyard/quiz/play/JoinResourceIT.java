package dev.trainyard.quiz.play;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link JoinResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class JoinResourceIT extends JoinResourceTest {}
