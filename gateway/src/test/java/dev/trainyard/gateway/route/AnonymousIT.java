package dev.trainyard.gateway.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AnonymousTest} on the packaged gateway. */
@QuarkusIntegrationTest
class AnonymousIT extends AnonymousTest {}
