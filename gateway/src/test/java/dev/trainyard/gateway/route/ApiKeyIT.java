package dev.trainyard.gateway.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ApiKeyTest} on the packaged gateway. */
@QuarkusIntegrationTest
class ApiKeyIT extends ApiKeyTest {}
