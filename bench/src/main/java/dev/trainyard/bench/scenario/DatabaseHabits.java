package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.SqlLoad;
import dev.trainyard.bench.suite.TrainingHistory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What brought the source systems down, against what Trainyard does: by SQL alone, over tables like its own. */
public final class DatabaseHabits implements Scenario {

    private static final int CLIENTS = 4;
    private static final int ROWS = 200_000;

    private static final String TABLES = """
            DROP SCHEMA IF EXISTS bench CASCADE;
            CREATE SCHEMA bench;
            CREATE TABLE bench.few (LIKE workout.workout_set INCLUDING ALL);
            CREATE TABLE bench.twenty
                (LIKE workout.workout_set INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS);
            ALTER TABLE bench.twenty ADD PRIMARY KEY (id);
            CREATE INDEX ON bench.twenty (user_id);
            CREATE INDEX ON bench.twenty (workout_id);
            CREATE INDEX ON bench.twenty (exercise_id);
            CREATE INDEX ON bench.twenty (number);
            CREATE INDEX ON bench.twenty (type);
            CREATE INDEX ON bench.twenty (weight_kg);
            CREATE INDEX ON bench.twenty (reps);
            CREATE INDEX ON bench.twenty (rpe);
            CREATE INDEX ON bench.twenty (unit);
            CREATE INDEX ON bench.twenty (performed_at);
            CREATE INDEX ON bench.twenty (e1rm_kg);
            CREATE INDEX ON bench.twenty (user_id, workout_id);
            CREATE INDEX ON bench.twenty (user_id, exercise_id);
            CREATE INDEX ON bench.twenty (user_id, performed_at);
            CREATE INDEX ON bench.twenty (user_id, exercise_id, performed_at);
            CREATE INDEX ON bench.twenty (user_id, exercise_id, weight_kg);
            CREATE INDEX ON bench.twenty (user_id, exercise_id, e1rm_kg);
            CREATE INDEX ON bench.twenty (workout_id, number);
            CREATE INDEX ON bench.twenty (workout_id, exercise_id);
            CREATE TABLE bench.session (user_id text, id uuid DEFAULT uuidv7(), finished_at timestamptz);
            CREATE TABLE bench.session_indexed (LIKE bench.session INCLUDING ALL);
            INSERT INTO bench.session (user_id, finished_at)
            SELECT 'user-' || i %% 1000, CASE WHEN i >= 1000 THEN now() END FROM generate_series(0, %1$d - 1) AS i;
            INSERT INTO bench.session_indexed SELECT * FROM bench.session;
            CREATE INDEX ON bench.session (user_id);
            CREATE INDEX ON bench.session_indexed (user_id, finished_at);
            INSERT INTO bench.few (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, performed_at)
            SELECT 'user-' || i / 2000, md5('w' || i / 20)::uuid, md5('e' || i / 2000 || i %% 7)::uuid, i %% 20 + 1, 'working',
                   40 + i %% 37 * 2.5, 'kg', 1 + i %% 12, 8, timestamptz '2020-01-01' + i * interval '1 minute'
            FROM generate_series(0, %1$d - 1) AS i;
            INSERT INTO bench.twenty (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, performed_at)
            SELECT user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, performed_at FROM bench.few;
            CREATE TABLE bench.place (client int PRIMARY KEY, last_number int NOT NULL DEFAULT 0) WITH (fillfactor = 80);
            INSERT INTO bench.place SELECT i FROM generate_series(0, 63) AS i;
            CREATE TABLE bench.load_day (client int, day date, load float8 NOT NULL, acute float8, chronic float8,
                                         PRIMARY KEY (client, day)) WITH (fillfactor = 80);
            INSERT INTO bench.load_day
            SELECT c, current_date - d, 200 + d * 37 %% 300 FROM generate_series(0, 63) AS c, generate_series(0, 364) AS d;
            CREATE TABLE bench.best (client int PRIMARY KEY, value numeric NOT NULL) WITH (fillfactor = 80);
            """.formatted(ROWS);

    private static final String SET =
            " (user_id, workout_id, exercise_id, number, type, weight_kg, unit, reps, rpe, performed_at)";
    private static final String NEW_SET = " VALUES (?, uuidv7(), md5(?)::uuid, 1, 'working', 100, 'kg', 5, 8, now())";

    @Override
    public String name() {
        return "habits";
    }

    @Override
    public String title() {
        return "The habits that brought five systems down";
    }

    @Override
    public String about() {
        return "What the source systems did, and what Trainyard does instead, as SQL from " + CLIENTS
                + " clients over tables of " + "%,d".formatted(ROWS) + " rows: nothing but the habit differs.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        execute(laboratory, TABLES);
        execute(laboratory, "VACUUM (ANALYZE)");
        try {
            // Before anything is added to either.
            Fact storage = storage(laboratory);
            return Result.of(
                    List.of(
                            connections(laboratory),
                            commits(laboratory),
                            indexes(laboratory),
                            compositeIndex(laboratory),
                            queryForEach(laboratory),
                            schemaLookup(laboratory),
                            acuteAndChronicLoad(laboratory)),
                    List.of(storage));
        } finally {
            execute(laboratory, "DROP SCHEMA bench CASCADE");
        }
    }

    private static void execute(Laboratory laboratory, String sql) throws SQLException {
        try (Connection connection = laboratory.suite().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Variant variant(Laboratory laboratory, String name, SqlLoad.Work work) {
        SqlLoad load = SqlLoad.pooled(laboratory.suite()::connect, work);
        return Variant.of(name, lasting -> laboratory.sql(load::run, CLIENTS, lasting));
    }

    private static Comparison connections(Laboratory laboratory) throws SQLException {
        SqlLoad.Work query = (connection, client, turn) ->
                read(connection, "SELECT * FROM bench.few WHERE user_id = ? LIMIT 5", "user-" + turn % 100);
        SqlLoad connecting = SqlLoad.connecting(laboratory.suite()::connect, query);
        return laboratory.compare(
                "A pool of connections",
                Comparison.Measure.MEAN_LATENCY,
                Variant.of("a connection for each query", lasting -> laboratory.sql(connecting::run, CLIENTS, lasting)),
                variant(laboratory, "pooled", query),
                Optional.of(Goal.atMost(0.05, "95 % less")));
    }

    private static Comparison commits(Laboratory laboratory) throws SQLException {
        return laboratory.compare(
                "One commit for a set and its record",
                Comparison.Measure.RATE,
                variant(laboratory, "two commits", (connection, client, turn) -> {
                    number(connection, client);
                    insert(connection, "bench.few", turn);
                    connection.commit();
                    raise(connection, client, turn);
                    connection.commit();
                }),
                variant(laboratory, "one commit", (connection, client, turn) -> {
                    number(connection, client);
                    insert(connection, "bench.few", turn);
                    raise(connection, client, turn);
                    connection.commit();
                }),
                Optional.empty());
    }

    private static void number(Connection connection, int client) throws SQLException {
        connection.setAutoCommit(false);
        update(connection, "UPDATE bench.place SET last_number = last_number + 1 WHERE client = ?", client);
    }

    private static void raise(Connection connection, int client, long turn) throws SQLException {
        update(
                connection,
                "INSERT INTO bench.best VALUES (?, ?) ON CONFLICT (client) DO UPDATE SET value = excluded.value",
                client,
                turn);
    }

    private static void insert(Connection connection, String table, long turn) throws SQLException {
        update(connection, "INSERT INTO " + table + SET + NEW_SET, "user-" + turn % 1000, "e" + turn % 7000);
    }

    private static Comparison indexes(Laboratory laboratory) throws SQLException {
        return laboratory.compare(
                "Few indexes",
                Comparison.Measure.RATE,
                variant(laboratory, "twenty", (connection, client, turn) -> insert(connection, "bench.twenty", turn)),
                variant(laboratory, "ours", (connection, client, turn) -> insert(connection, "bench.few", turn)),
                Optional.of(Goal.atLeast(1.15, "writes 15 % faster")));
    }

    private static Comparison compositeIndex(Laboratory laboratory) throws SQLException {
        String sql = "SELECT id FROM %s WHERE user_id = ? AND finished_at IS NULL";
        return laboratory.compare(
                "A composite index for the session that is open",
                Comparison.Measure.MEAN_LATENCY,
                variant(
                        laboratory,
                        "an index on the user",
                        (connection, client, turn) ->
                                read(connection, sql.formatted("bench.session"), "user-" + turn % 1000)),
                variant(
                        laboratory,
                        "on user and end",
                        (connection, client, turn) ->
                                read(connection, sql.formatted("bench.session_indexed"), "user-" + turn % 1000)),
                Optional.of(Goal.atMost(0.5, "2 to 5 times as fast")));
    }

    /** The exercises of a workout by their names: 25, as many as a user of the history has. */
    private static Comparison queryForEach(Laboratory laboratory) throws SQLException {
        String user = TrainingHistory.user(1);
        UUID[] ids = new UUID[25];
        try (Connection connection = laboratory.suite().connect();
                PreparedStatement query =
                        connection.prepareStatement("SELECT id FROM workout.exercise WHERE user_id = ? LIMIT 25")) {
            query.setString(1, user);
            try (ResultSet rows = query.executeQuery()) {
                for (int row = 0; rows.next(); row++) {
                    ids[row] = rows.getObject(1, UUID.class);
                }
            }
        }
        return laboratory.compare(
                "All names at once",
                Comparison.Measure.MEAN_LATENCY,
                variant(laboratory, "a query for each of 25", (connection, client, turn) -> {
                    for (UUID id : ids) {
                        read(connection, "SELECT name FROM workout.exercise WHERE user_id = ? AND id = ?", user, id);
                    }
                }),
                variant(
                        laboratory,
                        "one query",
                        (connection, client, turn) -> read(
                                connection,
                                "SELECT name FROM workout.exercise WHERE user_id = ? AND id = ANY (?)",
                                user,
                                connection.createArrayOf("uuid", ids))),
                Optional.of(Goal.atMost(0.4, "saves 60 to 80 %")));
    }

    private static Comparison schemaLookup(Laboratory laboratory) throws SQLException {
        String columns = "SELECT column_name, data_type FROM information_schema.columns"
                + " WHERE table_schema = 'bench' AND table_name = ?";
        SqlLoad.Work list = (connection, client, turn) ->
                read(connection, "SELECT * FROM bench.few WHERE user_id = ? LIMIT 5", "user-" + turn % 100);
        return laboratory.compare(
                "Columns of a table known beforehand",
                Comparison.Measure.MEAN_LATENCY,
                variant(laboratory, "asked for each time", (connection, client, turn) -> {
                    read(connection, columns, "few");
                    list.once(connection, client, turn);
                }),
                variant(laboratory, "remembered", list),
                Optional.empty());
    }

    /** Of one user's last four weeks, after something has changed. */
    private static Comparison acuteAndChronicLoad(Laboratory laboratory) throws SQLException {
        String ofDay = "SELECT avg(load) FILTER (WHERE day > current_date - ?::int - 7), avg(load) FROM bench.load_day"
                + " WHERE client = ? AND day BETWEEN current_date - ?::int - 27 AND current_date - ?::int";
        String write =
                "UPDATE bench.load_day SET acute = ?, chronic = ? WHERE client = ? AND day = current_date - ?::int";
        String all = """
                UPDATE bench.load_day SET acute = mean.acute, chronic = mean.chronic
                FROM (SELECT day, avg(load) OVER (ORDER BY day ROWS 6 PRECEDING) AS acute,
                             avg(load) OVER (ORDER BY day ROWS 27 PRECEDING) AS chronic
                      FROM bench.load_day WHERE client = ? AND day > current_date - 55) AS mean
                WHERE load_day.client = ? AND load_day.day = mean.day AND mean.day > current_date - 28
                """;
        return laboratory.compare(
                "ACWR of 28 days",
                Comparison.Measure.MEAN_LATENCY,
                variant(laboratory, "a query and an update for each", (connection, client, turn) -> {
                    for (int ago = 27; ago >= 0; ago--) {
                        double[] means = means(connection, ofDay, ago, client, ago, ago);
                        update(connection, write, means[0], means[1], client, ago);
                    }
                }),
                variant(
                        laboratory,
                        "one statement",
                        (connection, client, turn) -> update(connection, all, client, client)),
                Optional.of(Goal.atMost(0.3, "saves 70 %")));
    }

    private static double[] means(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new double[] {row.getDouble(1), row.getDouble(2)};
            }
        }
    }

    /** Of the same rows, as they were loaded. */
    private static Fact storage(Laboratory laboratory) throws SQLException {
        return new Fact(
                "Few indexes: storage",
                "MiB",
                "twenty",
                List.of(megabytes(laboratory, "bench.twenty")),
                "ours",
                List.of(megabytes(laboratory, "bench.few")),
                Optional.of(Goal.atMost(0.75, "25 % less storage")));
    }

    private static double megabytes(Laboratory laboratory, String table) throws SQLException {
        try (Connection connection = laboratory.suite().connect();
                PreparedStatement query = connection.prepareStatement("SELECT pg_total_relation_size(?::regclass)")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1) / (double) (1 << 20);
            }
        }
    }

    private static void read(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int place = 0; place < parameters.length; place++) {
            statement.setObject(place + 1, parameters[place]);
        }
    }
}
