package dev.trainyard.training.activityload;

/**
 * TRIMP by Banister (1991), with the constants by sex of Green and Morton: the minutes of the exercise, weighted by how
 * much of the reserve between resting and maximum heart rate it took on average.
 */
class Banister implements LoadFormula {

    private record Constants(double a, double b) {
        static Constants of(String sex) {
            return sex.equals("male") ? new Constants(0.64, 1.92) : new Constants(0.86, 1.67);
        }
    }

    @Override
    public LoadMetric metric() {
        return LoadMetric.TRIMP;
    }

    @Override
    public String id() {
        return "banister@1";
    }

    @Override
    public ExplainedLoad explain(LoadInput input) {
        Integer average = input.averageHeartRate();
        Integer resting = input.resting();
        Integer max = input.max();
        LoadTrace trace = new LoadTrace(this)
                .input("durationSeconds", input.durationSeconds())
                .input("movingSeconds", input.movingSeconds())
                .input("averageHeartRate", average)
                .input("sex", input.sex())
                .input("heartRatesFrom", input.heartRatesFrom())
                .input("resting", resting)
                .input("max", max);
        if (average == null) {
            return trace.isUnknown("no-average-heart-rate");
        }
        if (input.sex() == null) {
            return trace.isUnknown("no-sex");
        }
        if (resting == null) {
            return trace.isUnknown("no-resting-heart-rate");
        }
        if (max == null) {
            return trace.isUnknown("no-max-heart-rate");
        }
        if (max <= resting) {
            return trace.isUnknown("max-not-above-resting");
        }
        Constants constants = Constants.of(input.sex());
        trace.constant("a", constants.a()).constant("b", constants.b());
        double minutes = trace.step("minutes", input.exerciseSeconds() + " s / 60", input.exerciseSeconds() / 60.0);
        double reserve = trace.step(
                "reserve",
                "(%d - %d) / (%d - %d), at least 0, at most 1".formatted(average, resting, max, resting),
                Math.clamp((average - resting) / (double) (max - resting), 0, 1));
        double weight = trace.step(
                "weight",
                "%s × e^(%s × %s)".formatted(constants.a(), constants.b(), LoadTrace.text(reserve)),
                constants.a() * Math.exp(constants.b() * reserve));
        return trace.is(trace.step(
                "trimp",
                "%s × %s × %s".formatted(LoadTrace.text(minutes), LoadTrace.text(reserve), LoadTrace.text(weight)),
                minutes * reserve * weight));
    }
}
