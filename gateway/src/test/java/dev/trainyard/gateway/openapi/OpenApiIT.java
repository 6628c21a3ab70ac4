package dev.trainyard.gateway.openapi;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OpenApiTest} on the packaged gateway. */
@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}
