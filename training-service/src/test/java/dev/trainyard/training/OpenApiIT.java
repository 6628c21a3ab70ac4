package dev.trainyard.training;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OpenApiTest} on the packaged service. */
@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}
