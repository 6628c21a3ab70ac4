package dev.trainyard.quiz.porting;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link GiftTest} on the packaged service. */
@QuarkusIntegrationTest
class GiftIT extends GiftTest {}
