package dev.trainyard.quiz.announcement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A moment in the course of a quiz that may be told of. */
enum AnnouncedMoment {
    /** Who has the code may join. */
    @JsonProperty("opened")
    OPENED,
    /** It is played. */
    @JsonProperty("started")
    STARTED,
    /** Nothing is accepted any more. */
    @JsonProperty("closed")
    CLOSED,
    /** At its end, who was best. */
    @JsonProperty("leaderboard")
    LEADERBOARD;

    static AnnouncedMoment of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
