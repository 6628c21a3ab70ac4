package dev.trainyard.quiz.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How a replica sends messages. */
@ConfigMapping(prefix = "trainyard.messages")
interface MessageConfig {

    /** Off on a replica that only answers requests; what it enqueues is sent by the others. */
    @WithDefault("true")
    boolean enabled();

    /** How many messages a replica sends at once. */
    @WithDefault("10")
    @Min(1)
    @Max(1000)
    int workers();

    /** How many messages a replica takes out of the queue at most: what a kill of it sends twice, at the worst. */
    @WithDefault("1000")
    @Min(1)
    @Max(10_000)
    int maxTaken();

    /** How many messages of one chat are taken at once, to be sent one after the other. */
    @WithDefault("100")
    @Min(1)
    @Max(1000)
    int maxTrain();

    /** How often a replica looks for messages that it was not told of. */
    @WithDefault("PT1S")
    @DurationMin(millis = 10)
    Duration pollEvery();

    /** How long a replica has for a message that it has taken; then another takes it. Longer than any sender needs. */
    @WithDefault("PT1M")
    @DurationMin(millis = 10)
    Duration lease();

    /** How often a message may fail before it is dead. */
    @WithDefault("8")
    @Min(1)
    @Max(100)
    int maxFailures();

    /** After its first failure a message is sent again after this or half of it, after each further one twice as late. */
    @WithDefault("PT2S")
    @DurationMin(millis = 1)
    Duration retryAfter();

    /** And never later than this. */
    @WithDefault("PT10M")
    @DurationMin(millis = 1)
    Duration retryAfterAtMost();

    /** How long a message may be put off without failing, by a receiver that wants less again and again; then it is dead. */
    @WithDefault("P3D")
    @DurationMin(seconds = 1)
    Duration longest();

    /** How many messages of a user may wait before those are refused that are made by hand, to test a channel. */
    @WithDefault("10000")
    @Min(1)
    @Max(1_000_000)
    int maxWaiting();

    /** How often all that wait are counted, for the metrics; as Quarkus' scheduler writes it. */
    @WithDefault("5s")
    String countEvery();

    /** How long messages are kept after they were settled, and with them their deduplication keys. */
    @WithDefault("P30D")
    Duration retention();

    /** When the replica stops, how long what is being sent may go on. */
    @WithDefault("PT4S")
    Duration stopWithin();
}
