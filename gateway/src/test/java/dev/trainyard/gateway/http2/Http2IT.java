package dev.trainyard.gateway.http2;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link Http2Test} on the packaged gateway. */
@QuarkusIntegrationTest
class Http2IT extends Http2Test {}
