package dev.trainyard.gateway.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link StreamingTest} on the packaged gateway. */
@QuarkusIntegrationTest
class StreamingIT extends StreamingTest {}
