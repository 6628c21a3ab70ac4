package dev.trainyard.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OpenApiTest} on the packaged service. */
@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}
