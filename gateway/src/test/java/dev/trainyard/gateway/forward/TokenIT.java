package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link TokenTest} on the packaged gateway. */
@QuarkusIntegrationTest
class TokenIT extends TokenTest {}
