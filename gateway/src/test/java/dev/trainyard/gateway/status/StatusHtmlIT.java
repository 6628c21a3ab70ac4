package dev.trainyard.gateway.status;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link StatusHtmlTest} on the packaged gateway. */
@QuarkusIntegrationTest
class StatusHtmlIT extends StatusHtmlTest {}
