package dev.trainyard.workout.plate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.weight.Weight;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A bar and the plates for it, as a client gives them.
 *
 * @param bar 0 of a machine that is loaded with plates
 */
@Schema(examples = GymDraft.EXAMPLE)
record GymDraft(
        @NotNull @Valid @Schema(examples = "{\"weight\": 20, \"unit\": \"kg\"}")
        Weight bar,

        @NotNull @Size(max = 20) @Schema(examples = "[{\"weight\": 20, \"unit\": \"kg\", \"pairs\": 2}]")
        List<@NotNull @Valid Plate> plates) {

    static final String EXAMPLE = """
            {"bar": {"weight": 20, "unit": "kg"}, "plates": [
              {"weight": 20, "unit": "kg", "pairs": 3}, {"weight": 2.5, "unit": "lb", "pairs": 1}]}
            """;

    private static final BigDecimal MAX_KILOGRAMS = BigDecimal.valueOf(100);
    private static final int MAX_PAIRS = 60;

    /**
     * The bar with these plates, once they are known to be allowed.
     *
     * @param place where in the body they are
     * @throws Problem 400 that names what is not
     */
    Barbell checked(String place) {
        List<Violation> violations = new ArrayList<>();
        if (bar.weight().signum() < 0 || bar.kilograms().compareTo(MAX_KILOGRAMS) > 0) {
            violations.add(Violation.inBody(place + "/bar/weight", "must be from 0 to 100 kg"));
        }
        Set<Weight> kinds = new HashSet<>();
        int pairs = 0;
        for (int i = 0; i < plates.size(); i++) {
            Plate plate = plates.get(i);
            if (plate.weight().signum() <= 0 || plate.kilograms().compareTo(MAX_KILOGRAMS) > 0) {
                violations.add(Violation.inBody(place + "/plates/" + i + "/weight", "must be above 0, at most 100 kg"));
            }
            if (!kinds.add(new Weight(plate.weight().stripTrailingZeros(), plate.unit()))) {
                violations.add(Violation.inBody(place + "/plates/" + i, "must be of another weight than those before"));
            }
            pairs += plate.pairs();
        }
        if (pairs > MAX_PAIRS) {
            violations.add(Violation.inBody(place + "/plates", "must be at most " + MAX_PAIRS + " pairs"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return Barbell.of(bar, plates)
                .orElseThrow(() -> Problem.invalid(Violation.inBody(
                        place + "/plates", "must make at most " + Barbell.MAX_LOADS + " different weights")));
    }
}
