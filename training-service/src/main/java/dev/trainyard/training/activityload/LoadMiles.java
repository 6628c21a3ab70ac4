package dev.trainyard.training.activityload;

import java.math.BigDecimal;

/**
 * What an activity weighs in miles run on the flat, by the conversions of TrainingMonkey. A climb adds to runs, walks,
 * hikes, rides and skiing; one that is not known adds nothing.
 */
class LoadMiles implements LoadFormula {

    private static final double METERS_OF_MILE = 1609.344;
    private static final double METERS_OF_FOOT = 0.3048;
    private static final double STRENGTH = 0.30;

    @Override
    public LoadMetric metric() {
        return LoadMetric.LOAD_MILES;
    }

    @Override
    public String id() {
        return "load-miles@1";
    }

    @Override
    public ExplainedLoad explain(LoadInput input) {
        LoadTrace trace = new LoadTrace(this).input("type", input.type());
        return switch (input.type()) {
            case "run", "walk", "hike" -> climbing(input, trace, 1, 750);
            case "ride" -> ride(input, trace);
            case "swim" -> flat(input, trace, "open_water".equals(input.environment()) ? 4.2 : 4);
            case "row" -> flat(input, trace, isOnWater(input) ? 1.7 : 1.5);
            case "ski" -> climbing(input, trace, 1.2, 500);
            case "strength" -> strength(input, trace);
            default -> trace.isUnknown("no-conversion");
        };
    }

    /** An ergometer, unless it is said to be outside. */
    private static boolean isOnWater(LoadInput input) {
        return "outdoor".equals(input.environment()) || "open_water".equals(input.environment());
    }

    private static ExplainedLoad flat(LoadInput input, LoadTrace trace, double factor) {
        trace.input("environment", input.environment()).input("distanceMeters", input.distanceMeters());
        if (input.distanceMeters() == null) {
            return trace.isUnknown("no-distance");
        }
        trace.constant("factor", factor);
        double miles = miles(input.distanceMeters(), trace);
        return trace.is(trace.step(
                "loadMiles", "%s × %s".formatted(LoadTrace.text(miles), LoadTrace.text(factor)), miles * factor));
    }

    private static ExplainedLoad climbing(LoadInput input, LoadTrace trace, double factor, double feetOfMile) {
        trace.input("distanceMeters", input.distanceMeters()).input("elevationGainMeters", input.elevationGainMeters());
        if (input.distanceMeters() == null) {
            return trace.isUnknown("no-distance");
        }
        trace.constant("factor", factor).constant("feetOfMile", feetOfMile);
        double miles = miles(input.distanceMeters(), trace);
        double climb = climb(input.elevationGainMeters(), feetOfMile, trace);
        return trace.is(trace.step(
                "loadMiles",
                "%s × %s + %s".formatted(LoadTrace.text(miles), LoadTrace.text(factor), LoadTrace.text(climb)),
                miles * factor + climb));
    }

    /** The faster, the more of it is the machine's than the legs' own. */
    private static ExplainedLoad ride(LoadInput input, LoadTrace trace) {
        trace.input("distanceMeters", input.distanceMeters())
                .input("elevationGainMeters", input.elevationGainMeters())
                .input("durationSeconds", input.durationSeconds())
                .input("movingSeconds", input.movingSeconds());
        if (input.distanceMeters() == null) {
            return trace.isUnknown("no-distance");
        }
        double miles = miles(input.distanceMeters(), trace);
        double speed = trace.step(
                "milesPerHour",
                "%s / (%d s / 3600)".formatted(LoadTrace.text(miles), input.exerciseSeconds()),
                miles / (input.exerciseSeconds() / 3600.0));
        double divisor = divisor(speed);
        trace.constant("divisor", divisor).constant("feetOfMile", 1100);
        double climb = climb(input.elevationGainMeters(), 1100, trace);
        return trace.is(trace.step(
                "loadMiles",
                "%s / %s + %s".formatted(LoadTrace.text(miles), LoadTrace.text(divisor), LoadTrace.text(climb)),
                miles / divisor + climb));
    }

    private static double divisor(double milesPerHour) {
        if (milesPerHour <= 12) {
            return 4.0;
        }
        if (milesPerHour <= 16) {
            return 3.5;
        }
        return milesPerHour <= 20 ? 2.9 : 2.4;
    }

    private static ExplainedLoad strength(LoadInput input, LoadTrace trace) {
        BigDecimal rpe = input.rpe();
        trace.input("durationSeconds", input.durationSeconds()).input("rpe", rpe);
        if (rpe == null) {
            return trace.isUnknown("no-rpe");
        }
        trace.constant("factor", STRENGTH);
        double hours = trace.step("hours", input.durationSeconds() + " s / 3600", input.durationSeconds() / 3600.0);
        return trace.is(trace.step(
                "loadMiles",
                "%s × %s × %s".formatted(LoadTrace.text(hours), LoadTrace.text(rpe), LoadTrace.text(STRENGTH)),
                hours * rpe.doubleValue() * STRENGTH));
    }

    private static double miles(BigDecimal meters, LoadTrace trace) {
        return trace.step(
                "miles",
                "%s m / %s".formatted(LoadTrace.text(meters), LoadTrace.text(METERS_OF_MILE)),
                meters.doubleValue() / METERS_OF_MILE);
    }

    private static double climb(BigDecimal gainMeters, double feetOfMile, LoadTrace trace) {
        if (gainMeters == null) {
            return trace.step("climb", "not known: as if on the flat", 0);
        }
        return trace.step(
                "climb",
                "%s m / %s / %s"
                        .formatted(
                                LoadTrace.text(gainMeters), LoadTrace.text(METERS_OF_FOOT), LoadTrace.text(feetOfMile)),
                gainMeters.doubleValue() / METERS_OF_FOOT / feetOfMile);
    }
}
