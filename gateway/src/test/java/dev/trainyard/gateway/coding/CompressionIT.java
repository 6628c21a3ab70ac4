package dev.trainyard.gateway.coding;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link CompressionTest} on the packaged gateway. */
@QuarkusIntegrationTest
class CompressionIT extends CompressionTest {}
