package dev.trainyard.workout.link;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.catalogue.MasterExercise;
import dev.trainyard.workout.exercise.ExerciseView;
import dev.trainyard.workout.link.BulkLinkView.Linked;
import dev.trainyard.workout.resolution.Candidate;
import dev.trainyard.workout.resolution.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps what users said that their exercises are; what follows from it, the database keeps right by itself. */
@ApplicationScoped
class LinkStore {

    private static final int MAX_CANDIDATES = 3;
    private static final int MAX_LINKED_AT_ONCE = 500;

    private static final String READ = """
            SELECT e.id, e.name, e.name_key, held.master_exercise_id AS master_id, held.resolved_name AS master_name,
                   held.reason, r.exercise_id IS NOT NULL AS rejected
            FROM exercise e
            JOIN exercise_resolution_cache held ON held.user_id = e.user_id AND held.exercise_id = e.id
            LEFT JOIN exercise_link_rejection r ON r.user_id = e.user_id AND r.exercise_id = e.id
            WHERE e.user_id = ?
            """;

    private static final String OPEN = """
            SELECT e.id, e.name, e.name_key
            FROM exercise e
            JOIN exercise_resolution_cache held
                ON held.user_id = e.user_id AND held.exercise_id = e.id AND held.reason = 'own'
            WHERE e.user_id = ? AND e.name_key > ?
              AND NOT EXISTS (SELECT FROM exercise_link_rejection r
                              WHERE r.user_id = e.user_id AND r.exercise_id = e.id)
            ORDER BY e.name_key
            LIMIT ?
            """;

    private static final String SUGGEST = """
            SELECT open.*, similar_one.*
            FROM (%s) AS open LEFT JOIN LATERAL (%s) AS similar_one ON true
            ORDER BY open.name_key, similar_one.score DESC, similar_one.master_name
            """.formatted(OPEN, Candidate.queryFor("open.name_key"));

    private static final String BEST = """
            SELECT open.id, open.name, open.name_key, similar_one.*
            FROM (%s) AS open CROSS JOIN LATERAL (%s) AS similar_one
            """.formatted(OPEN, Candidate.queryFor("open.name_key"));

    private static final String BEST_IN_ORDER = BEST + "ORDER BY open.name_key";

    // In the order of the exercises' ids, which is the one that everybody locks them in.
    private static final String LINK_BEST = """
            WITH best AS (%s), linked AS (
                INSERT INTO exercise_link (user_id, exercise_id, master_exercise_id)
                SELECT ?, id, master_id FROM best ORDER BY id
                ON CONFLICT DO NOTHING
                RETURNING exercise_id
            )
            SELECT best.* FROM best JOIN linked ON linked.exercise_id = best.id ORDER BY best.name_key
            """.formatted(BEST);

    private static final String LINK = """
            WITH mine AS (
                SELECT id FROM exercise WHERE user_id = ? AND id = ? FOR KEY SHARE
            ), accepted AS (
                DELETE FROM exercise_link_rejection WHERE user_id = ? AND exercise_id IN (SELECT id FROM mine)
            )
            INSERT INTO exercise_link (user_id, exercise_id, master_exercise_id)
            SELECT ?, mine.id, ? FROM mine
            ON CONFLICT (user_id, exercise_id) DO UPDATE SET master_exercise_id = excluded.master_exercise_id
            """;

    private static final String REJECT = """
            WITH mine AS (
                SELECT id FROM exercise WHERE user_id = ? AND id = ? FOR KEY SHARE
            ), unlinked AS (
                DELETE FROM exercise_link WHERE user_id = ? AND exercise_id IN (SELECT id FROM mine)
            )
            INSERT INTO exercise_link_rejection (user_id, exercise_id)
            SELECT ?, id FROM mine
            ON CONFLICT (user_id, exercise_id) DO NOTHING
            """;

    private static final String STATUS = """
            SELECT count(*), count(*) FILTER (WHERE held.reason = 'link'), count(*) FILTER (WHERE held.reason = 'name'),
                   count(*) FILTER (WHERE held.reason = 'alias'),
                   count(*) FILTER (WHERE held.reason = 'own' AND r.exercise_id IS NOT NULL),
                   count(*) FILTER (WHERE held.reason = 'own' AND r.exercise_id IS NULL)
            FROM exercise_resolution_cache held
            LEFT JOIN exercise_link_rejection r ON r.user_id = held.user_id AND r.exercise_id = held.exercise_id
            WHERE held.user_id = ?
            """;

    private final Database database;

    LinkStore(Database database) {
        this.database = database;
    }

    private record Row(LinkView view, String key) {}

    private record Suggested(ExerciseView exercise, String key, Optional<Candidate> candidate) {}

    private record Open(SuggestionView view, String key) {}

    /** A page of the user's exercises by name, with what they stand for. */
    Page<LinkView> list(String user, PageQuery page) {
        List<Row> rows = database.list(
                READ + "AND e.name_key > ? ORDER BY e.name_key LIMIT ?",
                row -> new Row(view(row), row.getString("name_key")),
                user,
                after(page),
                page.limitPlusOne());
        return Page.of(rows, page, row -> Cursor.after(row.key())).map(Row::view);
    }

    Optional<LinkView> find(String user, UUID exercise) {
        return database.one(READ + "AND e.id = ?", LinkStore::view, user, exercise);
    }

    boolean isInCatalogue(UUID master) {
        return database.one("SELECT FROM master_exercise WHERE id = ?", row -> Boolean.TRUE, master)
                .isPresent();
    }

    /** Links the user's exercise, whatever was said of it before; whether it is there. */
    boolean link(String user, UUID exercise, UUID master) {
        return database.update(LINK, user, exercise, user, user, master) == 1;
    }

    void unlink(String user, UUID exercise) {
        database.update("DELETE FROM exercise_link WHERE user_id = ? AND exercise_id = ?", user, exercise);
    }

    int unlink(String user, List<UUID> exercises) {
        return database.update(
                "DELETE FROM exercise_link WHERE user_id = ? AND exercise_id = ANY (?)",
                user,
                exercises.toArray(UUID[]::new));
    }

    int unlinkAll(String user) {
        return database.update("DELETE FROM exercise_link WHERE user_id = ?", user);
    }

    /** Keeps the user's exercise from standing for any of the catalogue. */
    void reject(String user, UUID exercise) {
        database.update(REJECT, user, exercise, user, user);
    }

    void accept(String user, UUID exercise) {
        database.update("DELETE FROM exercise_link_rejection WHERE user_id = ? AND exercise_id = ?", user, exercise);
    }

    /** A page of the user's exercises that stand for nothing, by name, with what they may be. */
    Page<SuggestionView> suggest(String user, BigDecimal minScore, PageQuery page) {
        List<Suggested> rows = database.list(
                SUGGEST,
                row -> new Suggested(
                        exercise(row),
                        row.getString("name_key"),
                        row.getString("master_name") == null ? Optional.empty() : Optional.of(Candidate.of(row))),
                user,
                after(page),
                page.limitPlusOne(),
                minScore,
                MAX_CANDIDATES);
        List<Open> open = new ArrayList<>();
        for (Suggested row : rows) {
            if (open.isEmpty() || !open.getLast().view().exercise().equals(row.exercise())) {
                open.add(new Open(new SuggestionView(row.exercise(), new ArrayList<>()), row.key()));
            }
            row.candidate().ifPresent(open.getLast().view().candidates()::add);
        }
        return Page.of(open, page, last -> Cursor.after(last.key())).map(Open::view);
    }

    /** The best suggestion for each of the user's exercises that stand for nothing, the first 500 of them by name. */
    List<Linked> bestSuggestions(String user, BigDecimal minScore) {
        return database.list(BEST_IN_ORDER, LinkStore::linked, user, "", MAX_LINKED_AT_ONCE, minScore, 1);
    }

    /** Takes the {@link #bestSuggestions}. */
    List<Linked> linkBestSuggestions(String user, BigDecimal minScore) {
        return database.list(LINK_BEST, LinkStore::linked, user, "", MAX_LINKED_AT_ONCE, minScore, 1, user);
    }

    LinkStatus status(String user) {
        return database.one(
                        STATUS,
                        row -> new LinkStatus(
                                row.getInt(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getInt(4),
                                row.getInt(5),
                                row.getInt(6)),
                        user)
                .orElseThrow();
    }

    private static String after(PageQuery page) {
        return page.cursor(1).map(cursor -> cursor.text(0)).orElse("");
    }

    private static LinkView view(ResultSet row) throws SQLException {
        UUID master = row.getObject("master_id", UUID.class);
        return new LinkView(
                exercise(row),
                master == null ? null : new MasterExercise(master, row.getString("master_name")),
                Reason.ofCode(row.getString("reason")),
                row.getBoolean("rejected"));
    }

    private static Linked linked(ResultSet row) throws SQLException {
        Candidate candidate = Candidate.of(row);
        return new Linked(exercise(row), candidate.master(), candidate.score());
    }

    private static ExerciseView exercise(ResultSet row) throws SQLException {
        return new ExerciseView(row.getObject("id", UUID.class), row.getString("name"));
    }
}
