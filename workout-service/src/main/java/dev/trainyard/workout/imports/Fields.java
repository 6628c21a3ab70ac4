package dev.trainyard.workout.imports;

import dev.trainyard.workout.exercise.ExerciseName;
import dev.trainyard.workout.set.SetBounds;
import dev.trainyard.workout.weight.WeightUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one row by the names of their columns, read as what they are meant to be. */
final class Fields {

    private static final int MAX_NUMBER_LENGTH = 20;
    private static final int MAX_DECIMALS = 8;
    private static final BigDecimal MAX_METERS = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(7 * 24 * 3600);
    private static final BigDecimal MAX_REST_SECONDS = BigDecimal.valueOf(24 * 3600);
    private static final int MAX_SUPERSETS = 100;
    private static final int MAX_NOTES = 2000;

    private final Map<String, Integer> columns;
    private final List<String> values;

    Fields(Map<String, Integer> columns, List<String> values) throws BrokenRow {
        if (values.size() != columns.size()) {
            throw new BrokenRow("has " + values.size() + " fields, the header has " + columns.size());
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new BrokenRow("contains a NUL character");
        }
        this.columns = columns;
        this.values = values;
    }

    /** What stands in the first of these columns that is there and not blank. */
    Optional<String> text(String... names) {
        for (String name : names) {
            Integer column = columns.get(name);
            if (column != null) {
                String value = values.get(column).strip();
                if (!value.isEmpty()) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /** As {@link #text}, for what a row must have. */
    String required(String name) throws BrokenRow {
        return text(name).orElseThrow(() -> new BrokenRow("has no " + name));
    }

    /** The name of the exercise or workout in its stored form, of at most 120 characters; null when blank. */
    String name(String column) throws BrokenRow {
        String name = text(column).map(ExerciseName::normal).orElse("");
        if (name.isEmpty()) {
            return null;
        }
        if (!ExerciseName.isUsable(name)) {
            throw new BrokenRow("has a " + column + " that is longer than 120 characters or has control characters");
        }
        return name;
    }

    /** The exercise, which a row must have. */
    String exercise(String column) throws BrokenRow {
        String name = name(column);
        if (name == null) {
            throw new BrokenRow("has no " + column);
        }
        return name;
    }

    /** A number, with a point or a comma; null when blank. */
    BigDecimal number(String... names) throws BrokenRow {
        Optional<String> text = text(names);
        if (text.isEmpty()) {
            return null;
        }
        String digits = text.get().replace(',', '.');
        try {
            if (digits.length() <= MAX_NUMBER_LENGTH) {
                BigDecimal number = new BigDecimal(digits);
                // An exponent would make a short text a long number.
                if (Math.abs(number.scale()) <= MAX_DECIMALS) {
                    return number;
                }
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw new BrokenRow("has " + names[0] + " \"" + shortened(text.get()) + "\", which is not a number");
    }

    /** A weight in kilograms; 0 when blank. */
    BigDecimal kilograms(WeightUnit unit, String... names) throws BrokenRow {
        BigDecimal weight = number(names);
        if (weight == null) {
            return BigDecimal.ZERO;
        }
        if (!SetBounds.isWeight(weight, unit)) {
            throw new BrokenRow("has a weight that is not from 0 to 2000 kg");
        }
        return unit.toKilograms(weight);
    }

    /** Repetitions; null when blank or 0, as of a set that is measured otherwise. */
    Integer reps(String name) throws BrokenRow {
        BigDecimal reps = number(name);
        if (reps == null || reps.signum() == 0) {
            return null;
        }
        if (reps.signum() < 0
                || reps.stripTrailingZeros().scale() > 0
                || reps.compareTo(BigDecimal.valueOf(SetBounds.MAX_REPS)) > 0) {
            throw new BrokenRow("has repetitions that are not a whole number from 1 to 1000");
        }
        return reps.intValueExact();
    }

    /** A rate of perceived exertion; null when blank. */
    BigDecimal rpe(String name) throws BrokenRow {
        BigDecimal rpe = number(name);
        if (rpe != null && !SetBounds.isRpe(rpe)) {
            throw new BrokenRow("has an RPE that is not from 1 to 10 in halves");
        }
        return rpe;
    }

    /** Repetitions in reserve; null when blank. */
    BigDecimal rir(String name) throws BrokenRow {
        BigDecimal rir = number(name);
        if (rir != null && !SetBounds.isRir(rir)) {
            throw new BrokenRow("has repetitions in reserve that are not from 0 to 10 in halves");
        }
        return rir;
    }

    /** The number of a superset, from 1 on; null when blank or none that can be: it is no reason to lose the set. */
    Integer superset(String name) {
        // Apps count them from 0.
        return text(name)
                .filter(text -> text.matches("\\d{1,3}"))
                .map(text -> Integer.parseInt(text) + 1)
                .filter(number -> number <= MAX_SUPERSETS)
                .orElse(null);
    }

    /** Seconds of rest, whole ones; null when blank. */
    Integer rest(String name) throws BrokenRow {
        BigDecimal rest = number(name);
        if (rest == null) {
            return null;
        }
        if (rest.signum() < 0 || rest.compareTo(MAX_REST_SECONDS) > 0) {
            throw new BrokenRow("has a rest that is not from 0 to 86400 seconds");
        }
        return rest.intValue();
    }

    /** Notes, cut off after 2000 characters: they are no reason to lose the set. Null when blank. */
    String notes(String... names) {
        return text(names)
                .map(notes -> notes.codePointCount(0, notes.length()) <= MAX_NOTES
                        ? notes
                        : notes.substring(0, notes.offsetByCodePoints(0, MAX_NOTES - 1)) + "…")
                .orElse(null);
    }

    /** A distance in meters; null when blank or 0. */
    BigDecimal meters(BigDecimal metersPerUnit, String... names) throws BrokenRow {
        BigDecimal distance = positive(number(names), "distance");
        BigDecimal meters = distance == null ? null : distance.multiply(metersPerUnit);
        if (meters != null && meters.compareTo(MAX_METERS) > 0) {
            throw new BrokenRow("has a distance of more than 1000 km");
        }
        return meters;
    }

    /** A time in seconds; null when blank or 0. */
    BigDecimal seconds(String... names) throws BrokenRow {
        BigDecimal seconds = positive(number(names), "time");
        if (seconds != null && seconds.compareTo(MAX_SECONDS) > 0) {
            throw new BrokenRow("has a time of more than a week");
        }
        return seconds;
    }

    private static BigDecimal positive(BigDecimal number, String what) throws BrokenRow {
        if (number == null || number.signum() == 0) {
            return null;
        }
        if (number.signum() < 0) {
            throw new BrokenRow("has a negative " + what);
        }
        return number;
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
