package dev.trainyard.gateway.page;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OwnPageTest} on the packaged gateway. */
@QuarkusIntegrationTest
class OwnPageIT extends OwnPageTest {}
