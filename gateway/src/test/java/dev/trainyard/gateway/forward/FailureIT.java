package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link FailureTest} on the packaged gateway. */
@QuarkusIntegrationTest
class FailureIT extends FailureTest {}
