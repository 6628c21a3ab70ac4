package dev.trainyard.quiz.sender;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link DeliveryTest} on the packaged service. */
@QuarkusIntegrationTest
class DeliveryIT extends DeliveryTest {}
