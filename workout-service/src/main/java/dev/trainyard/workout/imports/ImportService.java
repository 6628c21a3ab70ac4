package dev.trainyard.workout.imports;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.workout.preference.PreferenceStore;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.weight.WeightUnit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Takes exports of other apps in, and back out. An import is one transaction: all of it is there or nothing is, and a dry
 * run is the same transaction, rolled back.
 */
@ApplicationScoped
class ImportService {

    // As long as a statement may take, and less than a connection may be silent.
    private static final int TIMEOUT_SECONDS = 60;

    private final Database database;
    private final ImportStore imports;
    private final RecordLedger records;
    private final PreferenceStore preferences;

    ImportService(Database database, ImportStore imports, RecordLedger records, PreferenceStore preferences) {
        this.database = database;
        this.imports = imports;
        this.records = records;
        this.preferences = preferences;
    }

    /**
     * How to read a file.
     *
     * @param unit of weights, and {@code zone} of times, where the file does not say; the user's own when empty
     */
    record Reading(String format, boolean dryRun, Optional<WeightUnit> unit, Optional<ZoneId> zone) {}

    /** Takes a file in, for what it has that is not there yet. */
    ImportView take(String user, Path file, Reading reading) throws Exception {
        Preferences own = preferences.of(user);
        ZoneId zone = reading.zone().orElseGet(() -> ZoneId.of(own.timeZone()));
        WeightUnit unit = reading.unit().orElse(own.weightUnit());
        try {
            Callable<ImportView> work = () -> takeNow(user, new ExportFile(file), reading, unit, zone);
            return reading.dryRun()
                    ? rolledBack(work)
                    : QuarkusTransaction.joiningExisting()
                            .timeout(TIMEOUT_SECONDS)
                            .call(work);
        } catch (RuntimeException failure) {
            if (DatabaseProblems.violates(failure, "ck_workout_last_number")) {
                throw Problem.conflict("workout-full", "A workout holds at most 1000 sets.");
            }
            throw failure;
        }
    }

    private static ImportView rolledBack(Callable<ImportView> work) throws Exception {
        QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(TIMEOUT_SECONDS));
        try {
            return work.call();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private ImportView takeNow(String user, ExportFile file, Reading reading, WeightUnit unit, ZoneId zone) {
        imports.takeTurn(user);
        return database.run(connection -> {
            StagedRows rows = new StagedRows(connection, zone);
            ExportFormat format;
            try (rows) {
                format = file.read(reading.format(), unit, rows);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            UUID id = imports.open(user, format.code());
            ImportStore.Places places = imports.addPlaces(user, id);
            List<UUID> exercises = imports.stagedExercises(user);
            records.lock(user, exercises);
            ImportStore.Added added = imports.addSets(user, id);
            records.recompute(user, exercises);
            return new ImportView(
                    reading.dryRun() ? null : id,
                    format.code(),
                    reading.dryRun(),
                    places.workouts(),
                    added.sets(),
                    places.exercises(),
                    added.duplicates(),
                    rows.skippedCount(),
                    rows.skipped());
        });
    }

    /** Takes an import back: its sets, and what it brought that nothing else uses. */
    void takeBack(String user, UUID id) {
        QuarkusTransaction.joiningExisting().timeout(TIMEOUT_SECONDS).run(() -> {
            imports.takeTurn(user);
            if (!imports.lock(user, id)) {
                throw Problem.notFound("import");
            }
            imports.lockWorkouts(user, id);
            Set<UUID> exercises = new HashSet<>(imports.exercisesOf(user, id));
            exercises.addAll(imports.exercisesBroughtBy(user, id));
            records.lock(user, exercises);
            imports.removeSets(user, id);
            records.recompute(user, exercises);
            imports.removeRest(user, id);
        });
    }
}
