package dev.trainyard.gateway.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link RolesTest} on the packaged gateway. */
@QuarkusIntegrationTest
class RolesIT extends RolesTest {}
