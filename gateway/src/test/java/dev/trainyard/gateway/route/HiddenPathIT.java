package dev.trainyard.gateway.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link HiddenPathTest} on the packaged gateway. */
@QuarkusIntegrationTest
class HiddenPathIT extends HiddenPathTest {}
