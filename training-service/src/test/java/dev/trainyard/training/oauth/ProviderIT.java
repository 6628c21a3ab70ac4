package dev.trainyard.training.oauth;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ProviderTest} on the packaged service. */
@QuarkusIntegrationTest
class ProviderIT extends ProviderTest {}
