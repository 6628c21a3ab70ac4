package dev.trainyard.quiz.announcement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a quiz is told of, and when, as its creator sees it. */
record AnnouncementView(UUID channelId, String chat, List<AnnouncedMoment> on, Instant updatedAt) {}
