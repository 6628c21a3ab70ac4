package dev.trainyard.quiz.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How quizzes end. */
@ConfigMapping(prefix = "trainyard.lifecycle")
public interface LifecycleConfig {

    /**
     * How long answers that have arrived may wait to be saved. A quiz that closes by itself is closed that much after its
     * time and its grace, so that they are in by then.
     */
    @WithDefault("PT5S")
    @DurationMin
    Duration answersWait();

    Settlement settlement();

    /** What follows when a quiz has closed. */
    interface Settlement {

        /** How long who closes a quiz waits for it; a job does the rest. */
        @WithDefault("PT2S")
        @DurationMin
        Duration patience();

        /** The most players of a chunk, which is one transaction. */
        @WithDefault("1000")
        @Min(1)
        @Max(10_000)
        int players();

        /** The most answers of a chunk, unless a single player has more. */
        @WithDefault("50000")
        @Min(1)
        int answers();
    }
}
