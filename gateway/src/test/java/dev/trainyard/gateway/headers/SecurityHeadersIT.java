package dev.trainyard.gateway.headers;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link SecurityHeadersTest} on the packaged gateway. */
@QuarkusIntegrationTest
class SecurityHeadersIT extends SecurityHeadersTest {}
