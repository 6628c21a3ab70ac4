package dev.trainyard.workout.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.trainyard.workout.payload.StoredPayload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes everything of a user as one JSON document, a few rows at a time: each table with its rows as they are. */
final class JsonRows {

    static final String FORMAT = "trainyard-workout@1";

    private static final String RAW = "raw_compressed";

    /** What is no good to the user, and to somebody who finds the file it would be. */
    private static final Set<String> SECRETS = Set.of("recovery_connection.secret_encrypted");

    private static final JsonFactory JSON = new JsonFactory();

    private JsonRows() {}

    static void write(String user, Connection connection, OutputStream out) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            // Times are read as UTC, whatever the server's own zone is.
            statement.execute("SET LOCAL TIME ZONE 'UTC'");
        }
        // The stream is not ours to close.
        try (JsonGenerator json =
                JSON.createGenerator(out, JsonEncoding.UTF8).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("user", user);
            json.writeStringField("exportedAt", Instant.now().toString());
            json.writeObjectFieldStart("tables");
            for (UserTable table : UserTables.all(connection)) {
                json.writeArrayFieldStart(table.name());
                write(table, user, connection, json);
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void write(UserTable table, String user, Connection connection, JsonGenerator json)
            throws SQLException, IOException {
        List<String> binary = table.binary().stream()
                .filter(column -> !SECRETS.contains(table.name() + "." + column))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(query(table, binary))) {
            statement.setFetchSize(CsvRows.FETCH);
            statement.setString(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    json.writeStartObject();
                    int column = 1;
                    for (String name : table.columns()) {
                        json.writeFieldName(name);
                        // As the database writes JSON: numbers exactly, times in ISO-8601, arrays and documents as
                        // such.
                        String value = rows.getString(column++);
                        json.writeRawValue(value == null ? "null" : value);
                    }
                    for (String name : binary) {
                        write(name, rows.getBytes(column++), json);
                    }
                    json.writeEndObject();
                }
            }
        }
    }

    private static void write(String column, byte[] bytes, JsonGenerator json) throws IOException {
        if (column.equals(RAW)) {
            json.writeFieldName("raw");
            json.writeString(bytes == null ? null : new String(StoredPayload.original(bytes), StandardCharsets.UTF_8));
        } else {
            json.writeFieldName(column);
            if (bytes == null) {
                json.writeNull();
            } else {
                json.writeBinary(bytes);
            }
        }
    }

    private static String query(UserTable table, List<String> binary) {
        String columns = Stream.concat(
                        table.columns().stream().map(column -> "to_json(" + UserTable.quoted(column) + ")"),
                        binary.stream().map(UserTable::quoted))
                .collect(Collectors.joining(", "));
        String order = table.key().isEmpty()
                ? ""
                : table.key().stream().map(UserTable::quoted).collect(Collectors.joining(", ", " ORDER BY ", ""));
        return "SELECT " + columns + " FROM " + table.quoted() + " WHERE user_id = ?" + order;
    }
}
