package dev.trainyard.deployment.invocation;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link FailurePauseTest} on the packaged service. */
@QuarkusIntegrationTest
class FailurePauseIT extends FailurePauseTest {}
