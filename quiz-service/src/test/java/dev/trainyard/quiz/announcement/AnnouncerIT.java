package dev.trainyard.quiz.announcement;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AnnouncerTest} on the packaged service. */
@QuarkusIntegrationTest
class AnnouncerIT extends AnnouncerTest {}
