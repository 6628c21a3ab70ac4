package dev.trainyard.workout.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Writes the rows of a query as CSV (RFC 4180), a few at a time. */
final class CsvRows {

    static final int FETCH = 500;

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvRows() {}

    static void write(CsvExport export, String user, Connection connection, OutputStream out)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(export.sql());
                CsvWriter csv = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            statement.setFetchSize(FETCH);
            for (int i = 1; i <= export.parameters(); i++) {
                statement.setString(i, user);
            }
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData columns = rows.getMetaData();
                String[] fields = new String[columns.getColumnCount()];
                boolean[] usersWords = new boolean[fields.length];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = columns.getColumnLabel(i + 1);
                    usersWords[i] = export.isUsersWord(fields[i]);
                }
                csv.writeRecord(fields);
                while (rows.next()) {
                    for (int i = 0; i < fields.length; i++) {
                        String value = rows.getString(i + 1);
                        fields[i] = usersWords[i] ? harmless(value) : value;
                    }
                    csv.writeRecord(fields);
                }
            }
        }
    }

    /** A spreadsheet takes text that starts like a formula for one, and runs it; an apostrophe in front makes it text. */
    static String harmless(String text) {
        return text != null && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
