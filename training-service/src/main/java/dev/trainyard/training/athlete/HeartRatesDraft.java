package dev.trainyard.training.athlete;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's heart rates from a day on, in beats per minute; what is absent is unknown. The bounds mirror the check
 * constraints of table athlete_heart_rate.
 *
 * @param threshold at the lactate threshold
 * @param vt1 at the first ventilatory threshold
 * @param vt2 at the second ventilatory threshold
 * @param zones where zones 1 to 5 begin; at 50, 60, 70, 80 and 90 per cent of max when absent
 */
record HeartRatesDraft(
        @Min(20) @Max(150) Integer resting,
        @Min(100) @Max(260) Integer max,
        @Min(60) @Max(260) Integer threshold,
        @Min(60) @Max(260) Integer vt1,
        @Min(60) @Max(260) Integer vt2,

        @Size(min = 5, max = 5) @Schema(examples = "[100, 120, 140, 155, 170]")
        List<@NotNull @Min(20) @Max(260) Integer> zones) {

    /**
     * Itself, once what it says is known to go together.
     *
     * @throws Problem 400 when it does not
     */
    HeartRatesDraft checked() {
        List<Violation> violations = new ArrayList<>();
        if (resting == null && max == null && threshold == null && vt1 == null && vt2 == null && zones == null) {
            violations.add(Violation.inBody("", "must name at least one heart rate"));
        }
        if (resting != null && max != null && max <= resting) {
            violations.add(Violation.inBody("/max", "must be above resting"));
        }
        notAboveMax("threshold", threshold, violations);
        notAboveMax("vt2", vt2, violations);
        if ((vt1 == null) != (vt2 == null)) {
            violations.add(Violation.inBody(vt1 == null ? "/vt1" : "/vt2", "must be there, since the other is"));
        }
        if (vt1 != null && vt2 != null && vt2 <= vt1) {
            violations.add(Violation.inBody("/vt2", "must be above vt1"));
        }
        for (int i = 1; zones != null && i < zones.size(); i++) {
            if (zones.get(i) <= zones.get(i - 1)) {
                violations.add(Violation.inBody("/zones/" + i, "must be above the zone before it"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return this;
    }

    private void notAboveMax(String name, Integer rate, List<Violation> violations) {
        if (rate != null && max != null && rate > max) {
            violations.add(Violation.inBody("/" + name, "must not be above max"));
        }
    }
}
