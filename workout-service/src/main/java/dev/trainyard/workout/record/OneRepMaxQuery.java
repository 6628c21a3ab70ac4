package dev.trainyard.workout.record;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The set of which an estimate is asked for. */
public class OneRepMaxQuery {

    private static final int MAX_LENGTH = 12;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    @QueryParam("weight")
    @Parameter(
            required = true,
            example = "100",
            description = "Above 0, in the unit",
            schema = @Schema(implementation = BigDecimal.class))
    String weight;

    @QueryParam("unit")
    @Parameter(description = "kg (when unsaid) or lb")
    String unit;

    @QueryParam("reps")
    @Parameter(
            required = true,
            example = "5",
            description = "1 to 1000",
            schema = @Schema(implementation = Integer.class))
    String reps;

    @QueryParam("rpe")
    @Parameter(description = "1 to 10 in halves", schema = @Schema(implementation = BigDecimal.class))
    String rpe;

    @QueryParam("rir")
    @Parameter(
            description = "Repetitions in reserve, 0 to 10 in halves, instead of an rpe",
            schema = @Schema(implementation = BigDecimal.class))
    String rir;

    /**
     * The estimates.
     *
     * @throws Problem 400 that names what cannot be read
     */
    OneRepMaxEstimates estimates() {
        List<Violation> violations = new ArrayList<>();
        BigDecimal lifted = number(weight);
        BigDecimal count = number(reps);
        BigDecimal effort = number(rpe);
        BigDecimal reserve = number(rir);
        if (lifted == null || lifted.signum() <= 0 || lifted.compareTo(BigDecimal.valueOf(5000)) > 0) {
            violations.add(Violation.inQuery("weight", "must be a number above 0, at most 5000"));
        }
        if (count == null || !isWhole(count) || !isWithin(1, 1000, count)) {
            violations.add(Violation.inQuery("reps", "must be a whole number from 1 to 1000"));
        }
        if (unit != null && !unit.equals("kg") && !unit.equals("lb")) {
            violations.add(Violation.inQuery("unit", "must be one of kg, lb"));
        }
        if (rpe != null && (effort == null || !isWithin(1, 10, effort) || !isWhole(effort.multiply(TWO)))) {
            violations.add(Violation.inQuery("rpe", "must be from 1 to 10 in halves"));
        }
        if (rir != null && (reserve == null || !isWithin(0, 10, reserve) || !isWhole(reserve.multiply(TWO)))) {
            violations.add(Violation.inQuery("rir", "must be from 0 to 10 in halves"));
        }
        if (rpe != null && rir != null) {
            violations.add(Violation.inQuery("rir", "must not come with an rpe"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return OneRepMaxEstimates.of(
                lifted,
                unit == null ? WeightUnit.KG : WeightUnit.ofSymbol(unit),
                count.intValueExact(),
                effort,
                reserve);
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean isWithin(int least, int most, BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    /** What is written, null when it is not a number of a usual length. */
    private static BigDecimal number(String text) {
        try {
            return text == null || text.length() > MAX_LENGTH ? null : new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
