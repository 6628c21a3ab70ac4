package dev.trainyard.training.token;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link TokenTest} on the packaged service. */
@QuarkusIntegrationTest
class TokenIT extends TokenTest {}
