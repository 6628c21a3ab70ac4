package dev.trainyard.workout.template;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Finds names for a user's templates. Whoever asks for one holds the user's names until its transaction ends, so that what
 * was free stays free until it is used.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class TemplateNames {

    private static final String FIND = "SELECT id FROM template WHERE user_id = ? AND name_key = lower(?)";

    private static final String FIRST_FREE_COPY = """
            SELECT candidate.name
            FROM (
                SELECT n, ?::text || ' (copy' || CASE WHEN n > 1 THEN ' ' || n ELSE '' END || ')' AS name
                FROM generate_series(1, 1 + (SELECT count(*) FROM template WHERE user_id = ?)) n
            ) candidate
            WHERE NOT EXISTS (SELECT FROM template WHERE user_id = ? AND name_key = lower(candidate.name))
            ORDER BY candidate.n
            LIMIT 1
            """;

    private static final Pattern COPY = Pattern.compile(" \\(copy( [0-9]+)?\\)$");

    // Leaves room in a name for " (copy ", a number and the parenthesis.
    private static final int MAX_STEM = 104;

    private final Database database;

    TemplateNames(Database database) {
        this.database = database;
    }

    /**
     * The name that a client chose, for the template {@code id} or, if that is null, a new one.
     *
     * @throws Problem 409 when another template of the user has it
     */
    String chosen(String user, String name, UUID id) {
        hold(user);
        database.one(FIND, row -> row.getObject("id", UUID.class), user, name)
                .filter(other -> !other.equals(id))
                .ifPresent(other -> {
                    throw Problem.conflict("name-taken", "Another template has this name.")
                            .with("existingId", other.toString());
                });
        return name;
    }

    /** "A (copy)" of "A", or "A (copy 2)", or the next that is free; also of "A (copy)". */
    String copyOf(String user, String name) {
        hold(user);
        return database.one(FIRST_FREE_COPY, row -> row.getString("name"), stem(name), user, user)
                .orElseThrow();
    }

    private void hold(String user) {
        database.one(
                "SELECT pg_advisory_xact_lock(hashtextextended('template names of ' || ?, 0))", row -> "held", user);
    }

    private static String stem(String name) {
        String original = COPY.matcher(name).replaceFirst("");
        if (original.length() <= MAX_STEM) {
            return original;
        }
        boolean cutsCharacter = Character.isHighSurrogate(original.charAt(MAX_STEM - 1));
        return original.substring(0, cutsCharacter ? MAX_STEM - 1 : MAX_STEM).strip();
    }
}
