package dev.trainyard.training.activityload;

import java.math.BigDecimal;

/** Session RPE by Foster (2001): the minutes of the session, pauses included, times its rated effort from 1 to 10. */
class Foster implements LoadFormula {

    @Override
    public LoadMetric metric() {
        return LoadMetric.SRPE;
    }

    @Override
    public String id() {
        return "foster@1";
    }

    @Override
    public ExplainedLoad explain(LoadInput input) {
        BigDecimal rpe = input.rpe();
        LoadTrace trace = new LoadTrace(this)
                .input("durationSeconds", input.durationSeconds())
                .input("rpe", rpe);
        if (rpe == null) {
            return trace.isUnknown("no-rpe");
        }
        double minutes = trace.step("minutes", input.durationSeconds() + " s / 60", input.durationSeconds() / 60.0);
        return trace.is(trace.step(
                "srpe",
                "%s × %s".formatted(LoadTrace.text(minutes), LoadTrace.text(rpe)),
                minutes * rpe.doubleValue()));
    }
}
