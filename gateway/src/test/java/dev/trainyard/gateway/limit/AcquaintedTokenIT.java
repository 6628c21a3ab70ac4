package dev.trainyard.gateway.limit;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AcquaintedTokenTest} on the packaged gateway. */
@QuarkusIntegrationTest
class AcquaintedTokenIT extends AcquaintedTokenTest {}
