package dev.trainyard.quiz.reward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How much of a replica the division of pots may take. */
@ConfigMapping(prefix = "trainyard.reward")
interface RewardConfig {

    /**
     * How many pots a replica divides, or tries to, at once: each ranks all players of its quiz, and holds a connection for
     * that long. One more is answered 503 at once.
     */
    @WithDefault("2")
    @Min(1)
    int maxAtOnce();
}
