package dev.trainyard.gateway.connection;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ConnectionTest} on the packaged gateway. */
@QuarkusIntegrationTest
class ConnectionIT extends ConnectionTest {}
