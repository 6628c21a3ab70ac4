package dev.trainyard.deployment.apikey;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ApiKeyTest} on the packaged service. */
@QuarkusIntegrationTest
class ApiKeyIT extends ApiKeyTest {}
