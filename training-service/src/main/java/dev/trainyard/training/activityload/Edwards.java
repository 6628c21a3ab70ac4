package dev.trainyard.training.activityload;

import java.util.List;

/**
 * Load by Edwards (1993): the minutes in each tenth of the maximum heart rate, from 50 per cent on, times 1 to 5. Below
 * that nothing counts; above the maximum counts as the last tenth.
 */
class Edwards implements LoadFormula {

    private static final int ZONES = 5;

    @Override
    public LoadMetric metric() {
        return LoadMetric.EDWARDS;
    }

    @Override
    public String id() {
        return "edwards@1";
    }

    @Override
    public ExplainedLoad explain(LoadInput input) {
        List<TimeAtRate> times = input.timesAtRates();
        LoadTrace trace = new LoadTrace(this)
                .input("heartRateSeconds", TimeSum.of(times))
                .input("heartRatesFrom", input.heartRatesFrom())
                .input("max", input.max());
        if (times.isEmpty()) {
            return trace.isUnknown("no-heart-rate-stream");
        }
        if (input.max() == null) {
            return trace.isUnknown("no-max-heart-rate");
        }
        double sum = 0;
        for (int zone = 1; zone <= ZONES; zone++) {
            double from = (40 + 10 * zone) / 100.0;
            trace.constant("weightOfZone" + zone, zone);
            int seconds = 0;
            for (TimeAtRate time : times) {
                if (zoneOf(time.rate() / (double) input.max()) == zone) {
                    seconds += time.seconds();
                }
            }
            sum += trace.step(
                    "zone" + zone,
                    "%d s / 60 × %d, from %s of %d on".formatted(seconds, zone, LoadTrace.text(from), input.max()),
                    seconds / 60.0 * zone);
        }
        return trace.is(trace.step("edwards", "the sum of the zones", sum));
    }

    /** 0 below the first. */
    private static int zoneOf(double share) {
        if (share < 0.5) {
            return 0;
        }
        if (share < 0.6) {
            return 1;
        }
        if (share < 0.7) {
            return 2;
        }
        if (share < 0.8) {
            return 3;
        }
        return share < 0.9 ? 4 : ZONES;
    }
}
