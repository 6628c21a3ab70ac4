package dev.trainyard.bench.scenario;

import java.util.List;

/** What a scenario has found. */
public record Result(List<Comparison> comparisons, List<Fact> facts, List<Curve> curves) {

    /** Nothing. */
    public static Result none() {
        return of(List.of());
    }

    static Result of(List<Comparison> comparisons) {
        return new Result(comparisons, List.of(), List.of());
    }

    static Result of(List<Comparison> comparisons, List<Fact> facts) {
        return new Result(comparisons, facts, List.of());
    }

    static Result ofCurves(List<Curve> curves) {
        return new Result(List.of(), List.of(), curves);
    }
}
