package dev.trainyard.quiz.announcement;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AnnouncementResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class AnnouncementResourceIT extends AnnouncementResourceTest {}
