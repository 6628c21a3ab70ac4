package dev.trainyard.quiz.leaderboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How new leaderboards are, and who may follow them. */
@ConfigMapping(prefix = "trainyard.leaderboard")
public interface LeaderboardConfig {

    /** How long a ranking of a quiz that is played is good for, on each replica. */
    @WithDefault("PT0.25S")
    Duration goodFor();

    /** How many places a replica remembers, of all quizzes; some 250 bytes each. */
    @WithDefault("200000")
    @Min(0)
    long maxPlaces();

    Past past();

    /** How closed quizzes stood at moments before. */
    interface Past {

        /** How many such rankings a replica makes at once: each reads all answers of its quiz. */
        @WithDefault("2")
        @Min(1)
        int maxAtOnce();

        /** How long somebody waits for others who ask for such a ranking. */
        @WithDefault("PT5S")
        Duration patience();

        /** How many places of such rankings a replica remembers, of all quizzes; some 250 bytes each. */
        @WithDefault("110000")
        @Min(0)
        long maxPlaces();
    }

    Live live();

    /** Those who follow a leaderboard as it changes. */
    interface Live {

        /** How often each is told at most. */
        @WithDefault("PT0.25S")
        @DurationMin(millis = 50)
        Duration every();

        /** How many may follow on one replica: each holds a connection and some kilobytes. */
        @WithDefault("5000")
        @Min(0)
        int max();

        /** How many of them for one user. */
        @WithDefault("5")
        @Min(0)
        int maxPerUser();

        /** After that much silence a comment is sent; less than the gateway allows a body to pause. */
        @WithDefault("PT15S")
        @DurationMin(seconds = 1)
        Duration heartbeat();

        /** Who has not taken what was sent for that long is dropped. */
        @WithDefault("PT30S")
        @DurationMin(seconds = 1)
        Duration patience();

        /** Then who follows has to come again, with a token that is good still. */
        @WithDefault("PT15M")
        @DurationMin(seconds = 1)
        Duration longest();
    }
}
