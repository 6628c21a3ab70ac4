package dev.trainyard.training.webhook;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AccountTest} on the packaged service. */
@QuarkusIntegrationTest
class AccountIT extends AccountTest {}
