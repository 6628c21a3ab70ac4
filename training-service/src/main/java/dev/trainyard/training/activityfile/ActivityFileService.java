package dev.trainyard.training.activityfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.training.activityfile.ActivityFileStore.Existing;
import dev.trainyard.training.activityfile.ActivityFileStore.New;
import dev.trainyard.training.recording.HeartRates;
import dev.trainyard.training.recording.UnreadableFile;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes activity files in, and back out. A file is read as a whole before anything is stored; storing it is one
 * transaction: all of it is there or nothing is.
 */
@ApplicationScoped
class ActivityFileService {

    private static final Duration STORED = Duration.ofSeconds(100);
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int MAX_REPORTED = 100;

    // What a statement takes: enough for its cost not to matter, and what a replica has room for.
    private static final int MAX_CHUNK = 200;
    private static final int MAX_CHUNK_BYTES = 4 * 1024 * 1024;

    private final UploadReader reader;
    private final ActivityFileStore store;
    private final ObjectMapper json;

    ActivityFileService(UploadReader reader, ActivityFileStore store, ObjectMapper json) {
        this.reader = reader;
        this.store = store;
        this.json = json;
    }

    /** What an upload brings, and what of it is there already. */
    private record Plan(List<New> added, int duplicateCount, List<Duplicate> duplicates) {}

    /**
     * Reads an upload.
     *
     * @throws Problem 400 when it is a single file that cannot be taken in, 413 when there is too much in it
     */
    Gathered read(Path file) throws IOException {
        try {
            return reader.read(file);
        } catch (UnreadableFile refusal) {
            boolean isTooLarge = refusal.code().equals(UnreadableFile.TOO_LARGE);
            Problem problem = Problem.of(isTooLarge ? 413 : 400, refusal.code(), refusal.detail());
            throw refusal.place() == null ? problem : problem.with("place", refusal.place());
        }
    }

    /** What {@link #store} would do. */
    ImportView preview(String user, Gathered gathered) {
        return view(null, gathered, plan(user, gathered, List.of()));
    }

    /** Stores what is new of an upload. */
    ImportView store(String user, Gathered gathered) {
        return QuarkusTransaction.joiningExisting()
                .timeout((int) STORED.toSeconds())
                .call(() -> {
                    requireTurn(user);
                    List<UUID> ids = store.ids(gathered.found().size() + 1);
                    UUID id = ids.getLast();
                    Plan plan = plan(user, gathered, ids);
                    ImportView view = view(id, gathered, plan);
                    store.open(user, view, gathered.bytes(), jsonOf(view));
                    add(user, id, gathered.spool(), plan.added());
                    return view;
                });
    }

    /** A page of what the user took in and did not take back, newest first. */
    Page<ImportSummary> list(String user, PageQuery page) {
        return store.list(user, page);
    }

    ImportState state(String user, UUID id) {
        return store.find(user, id).orElseThrow(() -> Problem.notFound("import"));
    }

    /** Takes an import back: those of its activities that nobody changed. */
    void takeBack(String user, UUID id) {
        QuarkusTransaction.joiningExisting().run(() -> {
            if (!store.lock(user, id)) {
                throw Problem.notFound("import");
            }
            store.undo(user, id);
        });
    }

    /** @param ids for what is new; none of a dry run */
    private Plan plan(String user, Gathered gathered, List<UUID> ids) {
        List<Found> found = gathered.found();
        Map<Integer, Existing> existing = store.duplicates(user, found);
        SameActivity same = new SameActivity();
        List<New> added = new ArrayList<>();
        List<Duplicate> duplicates = new ArrayList<>();
        int duplicateCount = 0;
        for (int i = 0; i < found.size(); i++) {
            Optional<Duplicate> duplicate = duplicate(found.get(i), existing.get(i), same);
            if (duplicate.isEmpty()) {
                added.add(new New(ids.isEmpty() ? null : ids.get(i), found.get(i)));
                continue;
            }
            duplicateCount++;
            if (duplicates.size() < MAX_REPORTED) {
                duplicates.add(duplicate.get());
            }
        }
        return new Plan(added, duplicateCount, duplicates);
    }

    private static Optional<Duplicate> duplicate(Found found, Existing existing, SameActivity same) {
        if (existing != null) {
            return Optional.of(new Duplicate(found.entry(), found.startedAt(), existing.rule(), existing.id(), null));
        }
        return same.seen(found)
                .map(match -> new Duplicate(
                        found.entry(),
                        found.startedAt(),
                        match.rule(),
                        null,
                        match.earlier().entry()));
    }

    private static ImportView view(UUID id, Gathered gathered, Plan plan) {
        return new ImportView(
                id,
                gathered.format(),
                id == null,
                plan.added().size(),
                plan.duplicateCount(),
                plan.duplicates(),
                gathered.failedCount(),
                gathered.failed(),
                plan.added().stream()
                        .limit(MAX_REPORTED)
                        .map(one -> ImportedActivity.of(one.found(), one.id()))
                        .toList());
    }

    /** Adds in chunks of bounded size, a statement for each table. */
    private void add(String user, UUID importId, Spool spool, List<New> added) {
        int from = 0;
        while (from < added.size()) {
            int to = from;
            long bytes = 0;
            while (to < added.size() && to - from < MAX_CHUNK && (to == from || bytes < MAX_CHUNK_BYTES)) {
                Spool.Kept kept = added.get(to).found().heartRates();
                bytes += kept == null ? 0 : kept.length();
                to++;
            }
            addChunk(user, importId, spool, added.subList(from, to));
            from = to;
        }
    }

    private void addChunk(String user, UUID importId, Spool spool, List<New> chunk) {
        List<UUID> ids = new ArrayList<>();
        List<HeartRates> rates = new ArrayList<>();
        try {
            for (New one : chunk) {
                if (one.found().heartRates() != null) {
                    ids.add(one.id());
                    rates.add(spool.read(one.found().heartRates()));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try {
            store.add(user, importId, chunk);
        } catch (DatabaseException refused) {
            if (DatabaseProblems.violates(refused, "uq_activity_external_id")) {
                throw Problem.unavailable("contended", "One of the activities was recorded meanwhile. Try again.", 1);
            }
            throw refused;
        }
        if (!ids.isEmpty()) {
            store.addHeartRates(user, ids, rates);
        }
    }

    /** One at a time for each user, until the transaction ends: nobody waits with a connection in hand. */
    private void requireTurn(String user) {
        if (!store.takeTurn(user)) {
            throw Problem.conflict("import-running", "Another import of yours is under way.")
                    .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
    }

    private String jsonOf(ImportView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
