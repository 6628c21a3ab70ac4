package dev.trainyard.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The indexes of a schema and why each is there, as {@code docs/indexes.md} lists them: a section for each schema and one
 * for what every service has, with a table of table, index, and the query that needs it.
 *
 * @param section the heading under which an index of this schema is to be written down
 */
public record DocumentedIndexes(String section, Set<Entry> entries) {

    static final String FILE = "docs/indexes.md";

    private static final String EVERY_SERVICE = "## Every service";
    private static final Pattern ROW = Pattern.compile("\\| *`?(\\w+)`? *\\| *`(\\w+)` *\\|.*\\w.*\\|");

    /** One line of the list. */
    public record Entry(String table, String index) {}

    /** The list of {@code schema}, from the repository that the tests run in. */
    public static DocumentedIndexes of(String schema) {
        try {
            return parse(Files.readString(file()), schema);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE + " cannot be read", unreadable);
        }
    }

    static DocumentedIndexes parse(String markdown, String schema) {
        String section = "## " + schema;
        Set<Entry> entries = new LinkedHashSet<>();
        boolean listed = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("## ")) {
                listed = line.equals(section) || line.equals(EVERY_SERVICE);
            }
            Matcher row = ROW.matcher(line);
            if (listed && row.matches()) {
                entries.add(new Entry(row.group(1), row.group(2)));
            }
        }
        return new DocumentedIndexes(section, entries);
    }

    /** Tests run in their module's directory, at whatever depth. */
    private static Path file() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            Path file = directory.resolve(FILE);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                "There is no " + FILE + " above " + Path.of("").toAbsolutePath());
    }
}
