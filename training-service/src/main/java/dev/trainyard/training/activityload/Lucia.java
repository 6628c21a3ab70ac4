package dev.trainyard.training.activityload;

import java.util.List;

/**
 * Load by Lucia (2003): the minutes below the first ventilatory threshold, from it to the second, and above that, times 1,
 * 2 and 3.
 */
class Lucia implements LoadFormula {

    @Override
    public LoadMetric metric() {
        return LoadMetric.LUCIA;
    }

    @Override
    public String id() {
        return "lucia@1";
    }

    @Override
    public ExplainedLoad explain(LoadInput input) {
        List<TimeAtRate> times = input.timesAtRates();
        Integer vt1 = input.vt1();
        Integer vt2 = input.vt2();
        LoadTrace trace = new LoadTrace(this)
                .input("heartRateSeconds", TimeSum.of(times))
                .input("heartRatesFrom", input.heartRatesFrom())
                .input("vt1", vt1)
                .input("vt2", vt2);
        if (times.isEmpty()) {
            return trace.isUnknown("no-heart-rate-stream");
        }
        if (vt1 == null || vt2 == null) {
            return trace.isUnknown("no-ventilatory-thresholds");
        }
        trace.constant("weightOfPhase1", 1).constant("weightOfPhase2", 2).constant("weightOfPhase3", 3);
        int below = TimeSum.between(times, 0, vt1 - 1);
        int between = TimeSum.between(times, vt1, vt2);
        int above = TimeSum.between(times, vt2 + 1, Integer.MAX_VALUE);
        double phase1 = trace.step("phase1", below + " s / 60 × 1, below " + vt1, below / 60.0);
        double phase2 =
                trace.step("phase2", "%d s / 60 × 2, from %d to %d".formatted(between, vt1, vt2), between / 60.0 * 2);
        double phase3 = trace.step("phase3", above + " s / 60 × 3, above " + vt2, above / 60.0 * 3);
        return trace.is(trace.step("lucia", "the sum of the phases", phase1 + phase2 + phase3));
    }
}
