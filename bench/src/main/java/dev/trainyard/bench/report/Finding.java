package dev.trainyard.bench.report;

import dev.trainyard.bench.scenario.Result;
import dev.trainyard.bench.scenario.Scenario;

/**
 * What came of a scenario.
 *
 * @param failure why nothing was measured; empty when it was
 */
public record Finding(Scenario scenario, Result result, String failure) {

    /** Of one that was measured. */
    public static Finding of(Scenario scenario, Result result) {
        return new Finding(scenario, result, "");
    }

    /** Of one whose figures would mean nothing. */
    public static Finding failed(Scenario scenario, String why) {
        return new Finding(scenario, Result.none(), why);
    }
}
