package dev.trainyard.workout.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import dev.trainyard.workout.catalogue.Catalogue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table that triggers keep says the same as the chain of joins, and as a model that knows nothing of SQL. */
@QuarkusTest
class ResolutionHistoryTest {

    private static final int STEPS = 120;

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    JoinedNames plain;

    @Inject
    RememberedNames fast;

    private final String user = TestUser.fresh().id();
    private final Map<String, UUID> exercises = new HashMap<>();
    private final Map<UUID, UUID> links = new HashMap<>();
    private final Set<UUID> rejected = new HashSet<>();
    private final Map<UUID, String> masters = new HashMap<>();
    private final Map<UUID, UUID> merges = new HashMap<>();
    private final Map<String, UUID> aliases = new HashMap<>();

    // Names of one history, few enough that they meet: as an exercise's, a master's, an alias.
    private final List<String> names =
            Stream.generate(Catalogue::freshName).limit(12).toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tableSaysWhatTheJoinsAndTheModelSay(long seed) throws Exception {
        Random random = new Random(seed);
        try (Connection connection = database.connectAs("workout_app")) {
            for (int step = 0; step < STEPS; step++) {
                change(connection, random);
                String moment = "seed " + seed + ", step " + step;
                assertEquals(modelled(), table(connection), moment);
                // In a transaction nothing is remembered: the table answers.
                assertEquals(
                        plain.resolve(user, names),
                        QuarkusTransaction.requiringNew().call(() -> fast.resolve(user, names)),
                        moment);
            }
            assertEquals(view(connection), table(connection), "seed " + seed);
        }
    }

    private void change(Connection connection, Random random) throws SQLException {
        String name = names.get(random.nextInt(names.size()));
        UUID exercise = pick(exercises.values(), random);
        UUID master = pick(masters.keySet(), random);
        switch (random.nextInt(12)) {
            case 0, 1 -> makeExercise(connection, name);
            case 2 -> makeMaster(connection, name);
            case 3 -> makeAlias(connection, name, master);
            case 4 -> removeAlias(connection, pick(aliases.keySet(), random));
            case 5, 6 -> link(connection, exercise, master);
            case 7 -> unlink(connection, exercise);
            case 8 -> reject(connection, exercise, random.nextBoolean());
            case 9 -> merge(connection, master, pick(masters.keySet(), random));
            case 10 -> separate(connection, pick(merges.keySet(), random));
            default -> {
                if (random.nextBoolean()) {
                    renameMaster(connection, master, name);
                } else {
                    renameExercise(connection, exercise, name);
                }
            }
        }
    }

    private static <T> T pick(Collection<T> from, Random random) {
        // In an order that a seed repeats.
        return from.isEmpty()
                ? null
                : from.stream()
                        .sorted(Comparator.comparing(Object::toString))
                        .toList()
                        .get(random.nextInt(from.size()));
    }

    private void makeExercise(Connection connection, String name) throws SQLException {
        if (!exercises.containsKey(name)) {
            UUID id = UUID.randomUUID();
            run(connection, "INSERT INTO exercise (user_id, id, name) VALUES (?, ?, ?)", user, id, name);
            exercises.put(name, id);
        }
    }

    private void renameExercise(Connection connection, UUID id, String name) throws SQLException {
        if (id != null && !exercises.containsKey(name)) {
            run(connection, "UPDATE exercise SET name = ? WHERE user_id = ? AND id = ?", name, user, id);
            exercises.values().remove(id);
            exercises.put(name, id);
        }
    }

    private void makeMaster(Connection connection, String name) throws SQLException {
        if (!masters.containsValue(name)) {
            UUID id = UUID.randomUUID();
            run(connection, "INSERT INTO master_exercise (id, name, category) VALUES (?, ?, 'strength')", id, name);
            masters.put(id, name);
        }
    }

    private void renameMaster(Connection connection, UUID id, String name) throws SQLException {
        if (id != null && !masters.containsValue(name)) {
            run(connection, "UPDATE master_exercise SET name = ? WHERE id = ?", name, id);
            masters.put(id, name);
        }
    }

    /** Also of a name that a master has: then the name decides. */
    private void makeAlias(Connection connection, String name, UUID master) throws SQLException {
        if (master != null && !aliases.containsKey(name)) {
            run(
                    connection,
                    "INSERT INTO master_exercise_alias (name_key, alias, master_exercise_id) VALUES (lower(?), ?, ?)",
                    name,
                    name,
                    master);
            aliases.put(name, master);
        }
    }

    private void removeAlias(Connection connection, String name) throws SQLException {
        if (name != null) {
            run(connection, "DELETE FROM master_exercise_alias WHERE name_key = lower(?)", name);
            aliases.remove(name);
        }
    }

    private void link(Connection connection, UUID exercise, UUID master) throws SQLException {
        if (exercise != null && master != null) {
            run(connection, """
                    INSERT INTO exercise_link (user_id, exercise_id, master_exercise_id) VALUES (?, ?, ?)
                    ON CONFLICT (user_id, exercise_id) DO UPDATE SET master_exercise_id = excluded.master_exercise_id
                    """, user, exercise, master);
            links.put(exercise, master);
        }
    }

    private void unlink(Connection connection, UUID exercise) throws SQLException {
        run(connection, "DELETE FROM exercise_link WHERE user_id = ? AND exercise_id = ?", user, exercise);
        links.remove(exercise);
    }

    private void reject(Connection connection, UUID exercise, boolean really) throws SQLException {
        if (exercise == null) {
            return;
        }
        if (really) {
            run(
                    connection,
                    "INSERT INTO exercise_link_rejection (user_id, exercise_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    user,
                    exercise);
            rejected.add(exercise);
        } else {
            run(
                    connection,
                    "DELETE FROM exercise_link_rejection WHERE user_id = ? AND exercise_id = ?",
                    user,
                    exercise);
            rejected.remove(exercise);
        }
    }

    private void merge(Connection connection, UUID master, UUID into) throws SQLException {
        boolean allowed = master != null
                && !master.equals(into)
                && !merges.containsKey(master)
                && !merges.containsKey(into)
                && !merges.containsValue(master);
        if (allowed) {
            run(connection, "UPDATE master_exercise SET merged_into = ? WHERE id = ?", into, master);
            merges.put(master, into);
        }
    }

    private void separate(Connection connection, UUID master) throws SQLException {
        if (master != null) {
            run(connection, "UPDATE master_exercise SET merged_into = NULL WHERE id = ?", master);
            merges.remove(master);
        }
    }

    private Set<String> modelled() {
        Set<String> rows = new HashSet<>();
        exercises.forEach((name, id) -> {
            UUID named = masters.entrySet().stream()
                    .filter(master -> master.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
            UUID meant = null;
            String reason = "own";
            if (links.containsKey(id)) {
                meant = links.get(id);
                reason = "link";
            } else if (!rejected.contains(id) && named != null) {
                meant = named;
                reason = "name";
            } else if (!rejected.contains(id) && aliases.containsKey(name)) {
                meant = aliases.get(name);
                reason = "alias";
            }
            UUID target = merges.getOrDefault(meant, meant);
            rows.add(id + " " + (target == null ? name : masters.get(target)) + " " + target + " " + reason);
        });
        return rows;
    }

    private Set<String> table(Connection connection) throws SQLException {
        return rows(connection, "exercise_resolution_cache", user);
    }

    private Set<String> view(Connection connection) throws SQLException {
        return rows(connection, "exercise_resolution", user);
    }

    private static Set<String> rows(Connection connection, String relation, String user) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT exercise_id, resolved_name, master_exercise_id, reason FROM "
                        + relation + " WHERE user_id = ?")) {
            statement.setString(1, user);
            try (var found = statement.executeQuery()) {
                Set<String> rows = new HashSet<>();
                while (found.next()) {
                    rows.add(found.getString(1) + " " + found.getString(2) + " " + found.getString(3) + " "
                            + found.getString(4));
                }
                return rows;
            }
        }
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Sets by new names, links and changes of the catalogue at once: nobody fails, and all is right in the end. */
    @Test
    void concurrentChangesAgree() throws Exception {
        List<TestUser> users = List.of(TestUser.fresh(), TestUser.fresh(), TestUser.fresh());
        String target = Catalogue.add(Catalogue.freshName());
        String source = Catalogue.add(Catalogue.freshName());
        List<Callable<Void>> work = new ArrayList<>();
        for (TestUser each : users) {
            String workout = Training.start(each);
            work.add(() -> {
                for (String name : names) {
                    String exercise = Training.add(each, workout, name, "50", 5)
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("exercise.id");
                    each.sends("{\"masterExerciseId\":\"" + source + "\"}")
                            .put("/api/v1/exercise-links/" + exercise)
                            .then()
                            .statusCode(200);
                    each.request()
                            .delete("/api/v1/exercise-links/" + exercise)
                            .then()
                            .statusCode(204);
                }
                return null;
            });
        }
        work.add(() -> {
            for (String name : names) {
                String id = Catalogue.add(name);
                Catalogue.merge(source, target).then().statusCode(200);
                Catalogue.replace(id, Catalogue.freshName(), name).then().statusCode(200);
                Catalogue.separate(source).then().statusCode(200);
            }
            return null;
        });
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : workers.invokeAll(work)) {
                done.get();
            }
        }
        try (Connection connection = database.connectAs("workout_app")) {
            for (TestUser each : users) {
                Set<String> rows = rows(connection, "exercise_resolution_cache", each.id());
                assertEquals(rows(connection, "exercise_resolution", each.id()), rows);
                assertEquals(
                        names.size(),
                        rows.stream().filter(row -> row.endsWith(" alias")).count());
            }
        }
    }
}
