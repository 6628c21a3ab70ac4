package dev.trainyard.workout.catalogue;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The {@code ?query=&muscle=&equipment=} of the catalogue. */
public class CatalogueFilter {

    private static final int MAX_QUERY = 120;

    @QueryParam("query")
    @Parameter(description = "Part of a name or of an alias, in whatever case")
    String query;

    @QueryParam("muscle")
    @Parameter(description = "Only what trains this muscle", example = "quadriceps")
    String muscle;

    @QueryParam("equipment")
    @Parameter(description = "Only what is done with this", example = "barbell")
    String equipment;

    /** What is looked for, with the wildcards of LIKE taken as they are written; empty for all. */
    Optional<String> pattern() {
        if (query == null || query.isBlank()) {
            return Optional.empty();
        }
        if (query.length() > MAX_QUERY || query.indexOf('\0') >= 0) {
            throw Problem.invalid(Violation.inQuery("query", "must be part of a name, of at most 120 characters"));
        }
        return Optional.of(
                "%" + query.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }

    /** Null for all. */
    String muscle() {
        return checked("muscle", muscle, Vocabulary.MUSCLE);
    }

    /** Null for all. */
    String equipment() {
        return checked("equipment", equipment, Vocabulary.EQUIPMENT);
    }

    private static String checked(String name, String value, Vocabulary vocabulary) {
        if (value != null && !vocabulary.has(value)) {
            throw Problem.invalid(Violation.inQuery(name, vocabulary.demand()));
        }
        return value;
    }
}
