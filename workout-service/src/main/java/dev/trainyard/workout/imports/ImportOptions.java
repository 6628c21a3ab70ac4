package dev.trainyard.workout.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.preference.TimeZones;
import dev.trainyard.workout.weight.WeightUnit;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query and headers that say how to read a file. */
public class ImportOptions {

    /** What a client prefers that does not want to wait (RFC 7240). */
    static final String RESPOND_ASYNC = "respond-async";

    private static final String AUTO = "auto";

    @QueryParam("format")
    @Parameter(description = "auto (the default: by the header), strong, hevy, or csv with a mapping")
    String format;

    @QueryParam("mapping")
    @Parameter(
            description = "With format=csv, a ColumnMapping as JSON; in a form, the part mapping may have it instead",
            example = """
                    {"date":{"column":"Date"},"exercise":{"column":"Exercise"},\
                    "weight":{"column":"Weight (kgs)"},"unit":{"value":"kg"},"reps":{"column":"Reps"}}""")
    String mapping;

    @QueryParam("dryRun")
    @Parameter(description = "true to be told what an import would do")
    String dryRun;

    @QueryParam("unit")
    @Parameter(description = "kg or lb, of weights where the file does not say; by default the caller's preference")
    String unit;

    @HeaderParam(TimeZones.HEADER)
    String timeZone;

    @HeaderParam("Prefer")
    @Parameter(description = "respond-async to be answered 202 at once")
    String prefer;

    /**
     * How to read the file.
     *
     * @param part the mapping that came in a form, null without one
     */
    Reading reading(String part, ObjectMapper json) {
        String wanted = oneOf("format", format, Set.of(AUTO, "strong", "hevy", CsvFormat.CODE))
                .orElse(AUTO);
        return new Reading(
                format(wanted, part, json),
                oneOf("dryRun", dryRun, Set.of("true", "false"))
                        .map(Boolean::valueOf)
                        .orElse(false),
                oneOf("unit", unit, Set.of("kg", "lb")).map(WeightUnit::ofSymbol),
                TimeZones.ofHeader(timeZone));
    }

    /** Whether the client does not want to wait. */
    boolean isAsync() {
        return prefer != null
                && Arrays.stream(prefer.split(",", -1))
                        .anyMatch(preference -> preference.strip().equalsIgnoreCase(RESPOND_ASYNC));
    }

    private Optional<ExportFormat> format(String wanted, String part, ObjectMapper json) {
        boolean isCsv = wanted.equals(CsvFormat.CODE);
        if (mapping != null && part != null) {
            throw Problem.invalid(Violation.inQuery("mapping", "is in the form as well"));
        }
        if (!isCsv && (mapping != null || part != null)) {
            throw Problem.invalid(Violation.inQuery("format", "must be csv where there is a mapping"));
        }
        if (!isCsv) {
            return ExportFormat.known().stream()
                    .filter(known -> known.code().equals(wanted))
                    .findFirst();
        }
        if (mapping == null && part == null) {
            throw Problem.invalid(Violation.inQuery("mapping", "must say which column is what"));
        }
        return Optional.of(CsvFormat.of(SentMapping.of(part == null ? mapping : part, part != null, json)));
    }

    private static Optional<String> oneOf(String name, String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            String words = String.join(", ", allowed.stream().sorted().toList());
            throw Problem.invalid(Violation.inQuery(name, "must be one of " + words));
        }
        return Optional.ofNullable(value);
    }
}
