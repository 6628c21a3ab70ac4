package dev.trainyard.bench.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as a service sends it, taken from PostgreSQL's log, which unlike {@code pg_stat_statements} leaves constants in
 * their places.
 *
 * @param sql with the placeholders of JDBC
 * @param parameters the values that it came with, in their order; null for NULL
 */
public record LoggedStatement(String sql, List<String> parameters) {

    private static final Pattern EXECUTED =
            Pattern.compile("LOG:  execute [^:]*: ((?:.*\\n)(?:\\t.*\\n)*).*DETAIL:  Parameters: (.*)");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (?:'([^']*)'|(NULL))");
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    /**
     * Has a service do something, and takes the statement in which there is {@code part}.
     *
     * @throws IllegalStateException when it sent none
     */
    public static LoggedStatement of(RunningSuite suite, String part, Runnable request)
            throws SQLException, IOException {
        Path log = suite.databaseLog();
        long before = Files.size(log);
        try (Connection admin = suite.connect();
                Statement statement = admin.createStatement()) {
            // For new sessions: those of the services are told to begin anew, and read the setting before their next
            // query.
            statement.execute("ALTER SYSTEM SET log_statement = 'all'");
            statement.execute("SELECT pg_reload_conf()");
            try {
                String logged = "";
                // A backend reads the setting when it is idle, which the first request may be too early for.
                for (int attempt = 0; attempt < 50; attempt++) {
                    request.run();
                    byte[] all = Files.readAllBytes(log);
                    logged = new String(all, (int) before, all.length - (int) before, StandardCharsets.UTF_8);
                    Matcher executed = EXECUTED.matcher(logged);
                    while (executed.find()) {
                        if (executed.group(1).contains(part)) {
                            return of(executed.group(1).replace("\n\t", "\n").strip(), executed.group(2));
                        }
                    }
                }
                throw new IllegalStateException("There is no statement with " + part + " in PostgreSQL's log");
            } finally {
                statement.execute("ALTER SYSTEM RESET log_statement");
                statement.execute("SELECT pg_reload_conf()");
            }
        }
    }

    private static LoggedStatement of(String statement, String detail) {
        Map<Integer, String> values = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(detail);
        while (parameter.find()) {
            values.put(Integer.valueOf(parameter.group(1)), parameter.group(2));
        }
        List<String> inOrder = new ArrayList<>();
        Matcher place = PLACE.matcher(statement);
        StringBuilder sql = new StringBuilder();
        while (place.find()) {
            inOrder.add(values.get(Integer.valueOf(place.group(1))));
            place.appendReplacement(sql, "?");
        }
        place.appendTail(sql);
        return new LoggedStatement(sql.toString(), Arrays.asList(inOrder.toArray(String[]::new)));
    }

    /** Its text with something else in the place of each value, which may be null. */
    public String with(UnaryOperator<String> replacement) {
        Matcher place = Pattern.compile("\\?").matcher(sql);
        Iterator<String> values = parameters.iterator();
        return place.replaceAll(_ -> Matcher.quoteReplacement(replacement.apply(values.next())));
    }

    /** Sends it once, with other values in the places of some, and reads what comes back. */
    public void send(Connection connection, Map<String, String> others) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int place = 0; place < parameters.size(); place++) {
                String value = parameters.get(place);
                // Of no type, as the driver sends what it was not told: the server knows.
                statement.setObject(place + 1, value == null ? null : others.getOrDefault(value, value), Types.OTHER);
            }
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }
    }
}
