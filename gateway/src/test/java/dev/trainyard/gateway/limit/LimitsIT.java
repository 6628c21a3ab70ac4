package dev.trainyard.gateway.limit;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link LimitsTest} on the packaged gateway. */
@QuarkusIntegrationTest
class LimitsIT extends LimitsTest {}
