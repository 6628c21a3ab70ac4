package dev.trainyard.workout;

import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.DocumentedIndexes;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.SchemaRules;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A database as the systems have it that people come from, with twenty indexes of one column each and none of ours, is
 * brought to ours while the service works on it. In a schema of its own, which the whole service uses here.
 */
@QuarkusTest
@TestProfile(IndexConsolidationTest.SourceLike.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexConsolidationTest {

    private static final Path SCRIPT = Path.of("../k8s/database/consolidate-workout-indexes.sql");

    private static final String INDEXES = """
            SELECT indexdef FROM pg_indexes
            WHERE schemaname = 'workout_source_like' AND tablename IN ('exercise', 'workout', 'workout_set')
            ORDER BY indexname
            """;

    /** The bytes of all indexes of what the service keeps of workouts. */
    private static final String SIZE = """
            SELECT sum(pg_indexes_size(format('workout_source_like.%I', name)::regclass))
            FROM unnest(ARRAY['exercise', 'workout', 'workout_set']) AS name
            """;

    private static final String ROWS = """
            INSERT INTO exercise (user_id, id, name)
            SELECT u, md5(u || e)::uuid, 'Exercise ' || e FROM unnest(?) u, generate_series(1, 20) e;
            INSERT INTO workout (user_id, id, started_at, finished_at)
            SELECT u, md5(u || w)::uuid, now() - w * interval '2 days', now() - w * interval '2 days' + interval '1 hour'
            FROM unnest(?) u, generate_series(1, 60) w;
            INSERT INTO workout_set (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, performed_at)
            SELECT u, md5(u || w)::uuid, md5(u || ((n / 3 + w) % 20 + 1))::uuid, n, 'working', 40 + n, 'kg', 3 + w % 8, 8,
                   now() - w * interval '2 days' + n * interval '3 minutes'
            FROM unnest(?) u, generate_series(1, 60) w, generate_series(1, 15) n
            """;

    private static final Map<String, List<String>> SINGLE_COLUMNS = Map.of(
            "exercise",
            List.of("user_id", "name", "created_at"),
            "workout",
            List.of("user_id", "name", "started_at", "finished_at", "created_at"),
            "workout_set",
            List.of(
                    "user_id",
                    "workout_id",
                    "exercise_id",
                    "number",
                    "type",
                    "weight_kg",
                    "unit",
                    "reps",
                    "rpe",
                    "performed_at",
                    "e1rm_kg",
                    "duration_seconds"));

    private final TestUser veteran = TestUser.fresh();
    private List<String> ours;

    @InjectDatabase
    EmbeddedDatabase database;

    /** The service, with all its migrations, in the scratch schema. */
    public static final class SourceLike implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.flyway.default-schema",
                    SourceLikeSchema.NAME,
                    "quarkus.flyway.schemas",
                    SourceLikeSchema.NAME,
                    // Extensions are in the service's own.
                    "quarkus.datasource.jdbc.additional-jdbc-properties.currentSchema",
                    SourceLikeSchema.NAME + ",workout");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SourceLikeSchema.class));
        }
    }

    /** What a step of the script runs, and what it says. */
    private record Step(List<String> statements, String says) {}

    @BeforeAll
    void rows() throws SQLException {
        ours = texts(INDEXES);
        String users =
                "ARRAY['%s'] || ARRAY(SELECT 'user-' || i FROM generate_series(1, 39) i)".formatted(veteran.id());
        run(ROWS.replace("?", users));
        run("UPDATE workout SET finished_at = NULL WHERE user_id = '%s' AND id = md5('%s1')::uuid"
                .formatted(veteran.id(), veteran.id()));
    }

    @BeforeEach
    void indexesOfTheSource() throws SQLException {
        for (String drop : texts("""
                SELECT CASE WHEN c.oid IS NULL THEN 'DROP INDEX ' || x.indexrelid::regclass
                            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', x.indrelid::regclass, c.conname) END
                FROM pg_index x LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype = 'u'
                WHERE x.indrelid IN ('exercise'::regclass, 'workout'::regclass, 'workout_set'::regclass)
                  AND NOT x.indisprimary AND coalesce(c.conname <> 'uq_exercise_name', true)
                """)) {
            run(drop);
        }
        for (var table : SINGLE_COLUMNS.entrySet()) {
            for (String column : table.getValue()) {
                run("CREATE INDEX idx_%s_%s ON %s (%s)".formatted(table.getKey(), column, table.getKey(), column));
            }
        }
        run("ANALYZE exercise, workout, workout_set");
    }

    @Test
    void serviceAnswersTheSameBeforeBetweenAndAfterTheSteps() throws Exception {
        long before = size();
        List<String> answers = answers();

        List<Step> steps = steps();
        for (Step step : steps) {
            for (String statement : step.statements()) {
                run(statement);
                assertEquals(answers, answers(), "After " + statement);
            }
        }

        assertEquals(ours, texts(INDEXES), SCRIPT + " has to end with the indexes that the migrations make");
        SchemaRules.check(database, SourceLikeSchema.NAME, DocumentedIndexes.of("workout"));
        long after = size();
        assertTrue(after * 4 <= before * 3, "%,d bytes of indexes before, %,d after".formatted(before, after));
    }

    @Test
    void scriptSaysWhatItDoes() throws Exception {
        run("CREATE INDEX idx_user_active_session ON workout (user_id, finished_at)");

        List<String> said = steps().stream().map(Step::says).toList();

        assertEquals(
                List.of("uq_workout_active created", "ix_workout_started_at created", "uq_workout_set_number created"),
                said.subList(0, 3));
        assertTrue(said.contains("uq_exercise_name already exists"));
        assertEquals(
                20,
                said.stream().filter(line -> line.matches("idx_\\w+ dropped")).count());
        assertEquals("idx_user_active_session is not one of ours, and left alone", said.getLast());
    }

    @Test
    void secondRunChangesNothing() throws Exception {
        consolidate();

        List<Step> steps = steps();

        assertEquals(
                List.of(),
                steps.stream().flatMap(step -> step.statements().stream()).toList());
        assertEquals(
                12,
                steps.stream()
                        .filter(step -> step.says().endsWith(" already exists"))
                        .count());
        assertEquals(12, steps.size());
    }

    @Test
    void indexThatCouldNotBeBuiltIsBuiltOnceItsRowsAreRight() throws Exception {
        run("UPDATE workout SET finished_at = NULL WHERE user_id = 'user-1'");
        assertThrows(SQLException.class, this::consolidate);
        run("UPDATE workout SET finished_at = started_at WHERE user_id = 'user-1'");

        consolidate();

        assertEquals(ours, texts(INDEXES));
    }

    /** What somebody sees who trained a lot, and what somebody sees who begins. */
    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (String path : List.of("workouts?limit=20", "workouts/active", "dashboard", "exercises")) {
            answers.add(veteran.request()
                    .get("/api/v1/" + path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        }
        TestUser newcomer = TestUser.fresh();
        String workout = Training.start(newcomer);
        JsonPath byName = added(newcomer, workout, "Squat", "100", 5);
        JsonPath byId = added(newcomer, workout, byName.getString("exercise.id"), "105", 4);
        for (JsonPath added : List.of(byName, byId)) {
            answers.add(added.getInt("number") + " " + added.getList("records.kind"));
        }
        JsonPath active = newcomer.request().get("/api/v1/workouts/active").jsonPath();
        answers.add("active " + active.getList("sets.number") + active.getList("sets.weight"));
        Training.finish(newcomer, workout);
        answers.add(
                "list " + newcomer.request().get("/api/v1/workouts").jsonPath().getList("items.setCount"));
        answers.add(Training.records(newcomer, "Squat").toString());
        return answers;
    }

    private static JsonPath added(TestUser user, String workout, String exercise, String weight, int reps) {
        return Training.add(user, workout, exercise, weight, reps)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private void consolidate() throws Exception {
        for (Step step : steps()) {
            for (String statement : step.statements()) {
                run(statement);
            }
        }
    }

    /** What psql would run, as it would: the commands to psql itself begin with a backslash. */
    private List<Step> steps() throws Exception {
        String query = Files.readAllLines(SCRIPT).stream()
                .filter(not(line -> line.startsWith("\\")))
                .collect(Collectors.joining("\n"));
        try (Connection owner = connect();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<Step> steps = new ArrayList<>();
            while (row.next()) {
                steps.add(new Step(
                        Stream.of(row.getString(1), row.getString(2), row.getString(3))
                                .filter(Objects::nonNull)
                                .toList(),
                        row.getString(4).replaceAll("^SELECT '|'$", "")));
            }
            return steps;
        }
    }

    private long size() throws SQLException {
        return Long.parseLong(texts(SIZE).getFirst());
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection owner = connect();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection owner = connect();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        Connection owner = database.connectAs("workout_owner");
        owner.setSchema(SourceLikeSchema.NAME);
        return owner;
    }
}
