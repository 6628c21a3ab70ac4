package dev.trainyard.quiz.play;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What a replica remembers of quizzes that are played, and how much of the pool they get. */
@ConfigMapping(prefix = "trainyard.play")
public interface PlayConfig {

    /** The texts of the questions that are remembered, in characters: two bytes each. Those of the longest ago go first. */
    @WithDefault("20000000")
    @Min(0)
    long maxCharacters();

    /** How long a quiz is remembered that nobody asks for. */
    @WithDefault("PT10M")
    Duration forgottenAfter();

    /**
     * How many requests save answers at the same time, each with a connection of the pool. When all players answer at one
     * moment, the others wait without one, and all else goes on.
     */
    @WithDefault("3")
    @Min(1)
    int maxSavesAtOnce();

    /**
     * How many requests to join are in the database at the same time, each with a connection of the pool. Of one quiz they
     * wait for each other there, so that without a bound one that many join would have the whole pool.
     */
    @WithDefault("2")
    @Min(1)
    int maxJoinsAtOnce();
}
