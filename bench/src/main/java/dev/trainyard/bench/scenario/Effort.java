package dev.trainyard.bench.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How long is measured: to see whether all works, or what it comes to. */
public enum Effort {
    QUICK(3, Duration.ofMillis(800), Duration.ofSeconds(1), 10_000),
    USUAL(3, Duration.ofSeconds(6), Duration.ofSeconds(4), 1_000_000),
    FULL(5, Duration.ofSeconds(6), Duration.ofSeconds(4), 10_000_000);

    private static final int MILLION = 1_000_000;

    private final int rounds;
    private final Duration lasting;
    private final Duration warmUp;
    private final int mostSets;

    Effort(int rounds, Duration lasting, Duration warmUp, int mostSets) {
        this.rounds = rounds;
        this.lasting = lasting;
        this.warmUp = warmUp;
        this.mostSets = mostSets;
    }

    /** How often each variant has its turn. */
    public int rounds() {
        return rounds;
    }

    /** Whether the first of several that are much alike will do. */
    public boolean isBrief() {
        return this == QUICK;
    }

    /** How often each program is started in each way. */
    public int starts() {
        return isBrief() ? 1 : rounds;
    }

    /** How long a turn is. */
    public Duration lasting() {
        return lasting;
    }

    /** For how long each variant is used before it counts. */
    public Duration warmUp() {
        return warmUp;
    }

    /** How many sets the table holds, unless a scenario is about just that. */
    public int sets() {
        return Math.min(MILLION, mostSets);
    }

    /** How many it holds from one part to the next of a scenario that is. */
    public List<Integer> sizes() {
        return Stream.of(10_000, MILLION, 10 * MILLION)
                .filter(sets -> sets <= mostSets)
                .toList();
    }
}
