package dev.trainyard.workout.imports;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.workout.weight.WeightUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How one app writes its export: which columns tell it, and what a row means. */
interface ExportFormat {

    /** The formats that are known by their columns. */
    static List<ExportFormat> known() {
        return List.of(new StrongFormat(), new HevyFormat());
    }

    /** As in the request and in the database. */
    String code();

    /** The columns without which it is not this format. */
    Set<String> required();

    /** What stands between fields; empty where the header tells. */
    default Optional<Character> separator() {
        return Optional.empty();
    }

    /**
     * Refuses a file whose header lacks something.
     *
     * @throws Problem 400 that says what
     */
    default void require(Set<String> columns) {
        List<String> missing = required().stream()
                .filter(column -> !columns.contains(column))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.badRequest(
                    "unknown-import-format",
                    "The header is not that of a " + code() + " export: it lacks " + String.join(", ", missing) + ".");
        }
    }

    /**
     * What a row says; empty for a row that is not a set, such as a rest timer.
     *
     * @param unit of weights where the file does not say
     */
    Optional<ImportedSet> read(Fields row, WeightUnit unit) throws BrokenRow;

    /** The set, if anything of it was measured. */
    static Optional<ImportedSet> measured(ImportedSet set) throws BrokenRow {
        if (set.reps() == null && set.distanceMeters() == null && set.durationSeconds() == null) {
            throw new BrokenRow("has neither repetitions nor a distance nor a time");
        }
        return Optional.of(set);
    }
}
