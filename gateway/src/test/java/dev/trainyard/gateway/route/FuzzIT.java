package dev.trainyard.gateway.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link FuzzTest} on the packaged gateway. */
@QuarkusIntegrationTest
class FuzzIT extends FuzzTest {}
