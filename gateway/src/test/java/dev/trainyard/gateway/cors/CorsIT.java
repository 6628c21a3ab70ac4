package dev.trainyard.gateway.cors;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link CorsTest} on the packaged gateway. */
@QuarkusIntegrationTest
class CorsIT extends CorsTest {}
