package dev.trainyard.workout.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.preference.PreferenceStore;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.record.RecordLedger;
import dev.trainyard.workout.set.SetBounds;
import dev.trainyard.workout.weight.WeightUnit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Takes exports of other apps in, and back out. An import is one transaction: all of it is there or nothing is. A dry run
 * is the same one, ended where the import would begin to add what it found to be new.
 */
@ApplicationScoped
class ImportService {

    /** How many sets a file may have. */
    static final int MAX_ROWS = 1_000_000;

    private static final Logger LOG = Logger.getLogger(ImportService.class);

    // What is done well before the gateway gives up on an answer, even on a busy machine.
    private static final int MAX_ROWS_AWAITED = 100_000;
    private static final Duration AWAITED = Duration.ofSeconds(100);
    private static final Duration WATCHED = Duration.ofMinutes(30);
    private static final int LOCK_SECONDS = 30;
    private static final int MAX_NEW_EXERCISES = 5000;
    private static final int MAX_REPORTED = 1000;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Database database;
    private final ImportStore imports;
    private final StagedStore staged;
    private final RecordLedger records;
    private final PreferenceStore preferences;
    private final ObjectMapper json;

    ImportService(
            Database database,
            ImportStore imports,
            StagedStore staged,
            RecordLedger records,
            PreferenceStore preferences,
            ObjectMapper json) {
        this.database = database;
        this.imports = imports;
        this.staged = staged;
        this.records = records;
        this.preferences = preferences;
        this.json = json;
    }

    /** What an import works on; {@code id} is null for a dry run that leaves no trace. */
    private record Task(
            String user, UUID id, ExportFile file, ExportFormat format, WeightUnit unit, ZoneId zone, boolean dryRun) {}

    /** Takes a file in, for what it has that is not there yet, while the caller waits. */
    ImportView take(String user, Path path, Reading reading) throws Exception {
        Preferences own = preferences.of(user);
        ExportFile file = new ExportFile(path, reading.format());
        ExportFormat format = file.format();
        return QuarkusTransaction.joiningExisting()
                .timeout((int) AWAITED.toSeconds())
                .call(() -> {
                    requireTurn(user);
                    UUID id = reading.dryRun() ? null : imports.open(user, format.code(), file.bytes());
                    Task task = task(user, id, file, format, reading, own);
                    return patiently(
                            AWAITED, connection -> work(task, connection, MAX_ROWS_AWAITED, Progress.UNWATCHED));
                });
    }

    /**
     * Takes a file in, for what it has that is not there yet, while others watch how far it is.
     *
     * @param opened hears the import's id when it is sure to happen; what is thrown later is for the import's state
     */
    void takeWatched(String user, Path path, Reading reading, Consumer<UUID> opened) throws Exception {
        Preferences own = preferences.of(user);
        ExportFile file = new ExportFile(path, reading.format());
        ExportFormat format = file.format();
        long bytes = file.bytes();
        UUID[] id = new UUID[1];
        try {
            QuarkusTransaction.requiringNew().timeout((int) WATCHED.toSeconds()).run(() -> {
                requireTurn(user);
                id[0] = QuarkusTransaction.requiringNew()
                        .call(() -> imports.openRunning(
                                user, format.code(), reading.dryRun(), bytes, jsonOf(interrupted())));
                opened.accept(id[0]);
                Task task = task(user, id[0], file, format, reading, own);
                try {
                    patiently(
                            WATCHED,
                            connection -> work(task, connection, MAX_ROWS, new WrittenProgress(imports, user, id[0])));
                } catch (RuntimeException failure) {
                    // While nobody else can have the turn, and say that it was interrupted.
                    fail(user, id[0], failure);
                    throw failure;
                }
            });
        } catch (RuntimeException failure) {
            if (id[0] == null) {
                throw failure;
            }
            fail(user, id[0], failure);
        }
    }

    private static Task task(
            String user, UUID id, ExportFile file, ExportFormat format, Reading reading, Preferences own) {
        return new Task(
                user,
                id,
                file,
                format,
                reading.unit().orElse(own.weightUnit()),
                reading.zone().orElseGet(() -> ZoneId.of(own.timeZone())),
                reading.dryRun());
    }

    private ImportView work(Task task, Connection connection, int maxRows, Progress progress) throws SQLException {
        String user = task.user();
        staged.create();
        StagedRows rows = new StagedRows(connection, task.zone(), maxRows);
        long read;
        try (rows) {
            read = task.file().read(task.unit(), rows, progress);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        dropSurplus(rows);
        if (!task.dryRun()) {
            staged.lockWorkouts(user);
        }
        StagedStore.Counts counts = staged.plan(user);
        progress.planned(counts.sets());
        ImportView view = view(task, counts, rows);
        if (!task.dryRun()) {
            add(user, task.id(), counts.sets(), progress);
        }
        if (task.id() != null) {
            imports.finish(user, task.id(), read, counts.sets(), jsonOf(view));
        }
        return view;
    }

    private void dropSurplus(StagedRows rows) {
        List<Long> lines = new ArrayList<>();
        int surplus = staged.dropSurplus(SetBounds.MAX_SETS, MAX_REPORTED, lines);
        rows.broken(
                lines.stream()
                        .map(line -> new SkippedRow(line, "is beyond the 1000 sets that a workout holds"))
                        .toList(),
                surplus);
    }

    private ImportView view(Task task, StagedStore.Counts counts, StagedRows rows) {
        if (counts.highestNumber() > SetBounds.MAX_SETS) {
            throw Problem.conflict("workout-full", "A workout holds at most 1000 sets.");
        }
        int exercises = staged.countNewExercises(task.user());
        if (exercises > MAX_NEW_EXERCISES) {
            throw Problem.badRequest(
                    "too-many-exercises",
                    "A file may bring at most " + MAX_NEW_EXERCISES + " new exercises, and this has " + exercises
                            + ".");
        }
        return new ImportView(
                task.dryRun() ? null : task.id(),
                task.format().code(),
                task.dryRun(),
                counts.newWorkouts(),
                counts.workouts() - counts.newWorkouts(),
                counts.allWorkouts() - counts.workouts(),
                counts.sets(),
                exercises,
                counts.rows() - counts.sets(),
                rows.skippedCount(),
                rows.skipped().stream()
                        .sorted(Comparator.comparingLong(SkippedRow::line))
                        .toList(),
                staged.changes(task.user()),
                staged.newExercises(task.user()));
    }

    private void add(String user, UUID id, int planned, Progress progress) {
        staged.addPlaces(user, id);
        List<UUID> exercises = staged.exercises(user);
        records.lock(user, exercises);
        if (staged.addSets(user, id, progress::added) != planned) {
            throw Problem.unavailable("contended", "An exercise was removed meanwhile. Try again.", 1);
        }
        records.recompute(user, exercises);
    }

    /** An import, and how far it is. */
    Optional<ImportState> state(String user, UUID id) {
        Optional<ImportState> state = imports.find(user, id);
        if (state.filter(ImportState::isRunning).isEmpty()) {
            return state;
        }
        imports.endLost(user, jsonOf(interrupted()));
        return imports.find(user, id);
    }

    /** A page of what the user took in and did not take back, newest first. */
    Page<ImportSummary> list(String user, PageQuery page) {
        Page<ImportSummary> list = imports.list(user, page);
        if (list.items().stream().noneMatch(item -> item.state().equals(ImportState.RUNNING))) {
            return list;
        }
        imports.endLost(user, jsonOf(interrupted()));
        return imports.list(user, page);
    }

    /** Takes an import back: its sets, and what it brought that nothing else uses. */
    void takeBack(String user, UUID id) {
        QuarkusTransaction.joiningExisting().timeout((int) AWAITED.toSeconds()).run(() -> {
            if (imports.find(user, id).isEmpty()) {
                throw Problem.notFound("import");
            }
            requireTurn(user);
            if (!imports.canBeTakenBack(user, id)) {
                throw Problem.notFound("import");
            }
            patiently(AWAITED, connection -> {
                imports.lockWorkouts(user, id);
                Set<UUID> exercises = new HashSet<>(imports.exercisesOf(user, id));
                exercises.addAll(imports.exercisesBroughtBy(user, id));
                records.lock(user, exercises);
                imports.removeSets(user, id);
                records.recompute(user, exercises);
                imports.removeRest(user, id);
                return null;
            });
        });
    }

    /** One at a time for each user, until the transaction ends: nobody waits with a connection in hand. */
    private void requireTurn(String user) {
        if (!imports.takeTurn(user)) {
            throw Problem.conflict("import-running", "Another import of yours is under way.")
                    .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
    }

    /** Lets the transaction's statements take longer than those of ordinary requests may. */
    private <T> T patiently(Duration limit, Database.Work<T> work) {
        return database.run(connection -> {
            database.list(
                    "SELECT set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true)",
                    row -> null,
                    limit.toSeconds() + "s",
                    LOCK_SECONDS + "s");
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
            try {
                return work.with(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        });
    }

    private void fail(String user, UUID id, RuntimeException failure) {
        Problem problem = failure instanceof Problem told
                ? told
                : DatabaseProblems.of(failure).orElseGet(() -> {
                    LOG.error("An import failed", failure);
                    return Problem.internal();
                });
        try {
            QuarkusTransaction.requiringNew().run(() -> imports.fail(user, id, jsonOf(problem)));
        } catch (RuntimeException unreachable) {
            // Whoever asks next is told that it was interrupted.
            LOG.warn("The failure of an import could not be noted", unreachable);
        }
    }

    private static Problem interrupted() {
        return Problem.unavailable(
                "import-interrupted", "The service stopped in the middle. Nothing of it is there: send it again.", 1);
    }

    private static String jsonOf(Problem problem) {
        return problem.toJson(null).encode();
    }

    private String jsonOf(ImportView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
