package dev.trainyard.quiz;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OpenApiTest} on the packaged service. */
@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}
