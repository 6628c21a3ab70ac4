package dev.trainyard.training.oauth;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AuthorizationTest} on the packaged service. */
@QuarkusIntegrationTest
class AuthorizationIT extends AuthorizationTest {}
