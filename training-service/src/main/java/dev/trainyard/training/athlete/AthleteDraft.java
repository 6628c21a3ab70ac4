package dev.trainyard.training.athlete;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.Min;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a user says of themselves; what is absent is unknown.
 *
 * @param timeZone name of the IANA time zone whose calendar days are the user's; UTC when absent
 */
record AthleteDraft(
        Sex sex,
        @Min(1900) Integer birthYear,

        @Schema(examples = "Europe/Berlin", defaultValue = AthleteDraft.DEFAULT_ZONE)
        String timeZone) {

    static final String DEFAULT_ZONE = "UTC";

    AthleteDraft {
        timeZone = timeZone == null ? DEFAULT_ZONE : timeZone;
    }

    /**
     * Itself, once it is known to be allowed.
     *
     * @throws Problem 400 when the year has not come, or there is no such time zone
     */
    AthleteDraft checked() {
        List<Violation> violations = new ArrayList<>();
        if (birthYear != null && birthYear > Year.now(ZoneOffset.UTC).getValue()) {
            violations.add(Violation.inBody("/birthYear", "must not be in the future"));
        }
        if (!TimeZones.has(timeZone)) {
            violations.add(Violation.inBody("/timeZone", "must be the name of a time zone, such as Europe/Berlin"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return this;
    }
}
