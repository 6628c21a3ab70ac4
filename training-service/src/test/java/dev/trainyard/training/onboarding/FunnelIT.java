package dev.trainyard.training.onboarding;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link FunnelTest} on the packaged service. */
@QuarkusIntegrationTest
class FunnelIT extends FunnelTest {}
