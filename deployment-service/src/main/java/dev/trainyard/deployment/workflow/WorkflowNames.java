package dev.trainyard.deployment.workflow;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Finds names for a user's workflows. Whoever asks for one holds the user's names until its transaction ends, so that
 * what was free stays free until it is used.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class WorkflowNames {

    private static final String FIND = "SELECT id FROM workflow WHERE user_id = ? AND name = ?";

    private static final String FIND_FIRST = """
            SELECT workflow.id, wanted.number
            FROM unnest(?::text[]) WITH ORDINALITY AS wanted (name, number)
            JOIN workflow ON workflow.user_id = ? AND workflow.name = wanted.name
            ORDER BY wanted.number
            LIMIT 1
            """;

    // The end of ix_workflow_untitled, which has this expression and this condition. Longer numbers are not ours.
    static final String LAST_UNTITLED = """
            SELECT coalesce(max(substring(name FROM '^Untitled ([1-9][0-9]{0,14})$')::bigint), 0)
            FROM workflow
            WHERE user_id = ? AND name LIKE 'Untitled %'
            """;

    private static final String FIRST_FREE_COPY = """
            SELECT candidate.name
            FROM (
                SELECT n, ?::text || ' copy' || CASE WHEN n > 1 THEN ' ' || n ELSE '' END AS name
                FROM generate_series(1, 1 + (SELECT count(*) FROM workflow WHERE user_id = ?)) n
            ) candidate
            WHERE NOT EXISTS (SELECT FROM workflow WHERE user_id = ? AND workflow.name = candidate.name)
            ORDER BY candidate.n
            LIMIT 1
            """;

    // Leaves room in a name for " copy " and a number.
    private static final int MAX_STEM = 104;

    private final Database database;

    WorkflowNames(Database database) {
        this.database = database;
    }

    /**
     * The name that a client chose, for the workflow {@code id} or, if that is null, a new one.
     *
     * @throws Problem 409 when another workflow of the user has it
     */
    String chosen(String user, String name, UUID id) {
        hold(user);
        return free(user, name, id);
    }

    /** "Untitled N", with a number above all that the user has. */
    String untitled(String user) {
        hold(user);
        long last = database.one(LAST_UNTITLED, row -> row.getLong(1), user).orElseThrow();
        return free(user, "Untitled " + (last + 1), null);
    }

    /**
     * Names for new workflows: those that a client chose and, where that is null, "Untitled N".
     *
     * @throws Problem 400 when one is chosen twice, 409 when another workflow of the user has one
     */
    List<String> ofBatch(String user, List<String> wanted) {
        hold(user);
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i) != null && !chosen.add(wanted.get(i))) {
                throw Problem.invalid(Violation.inBody(pointer(i), "is that of a workflow before it"));
            }
        }
        requireFree(user, wanted);
        long last = database.one(LAST_UNTITLED, row -> row.getLong(1), user).orElseThrow();
        Iterator<String> untitled = LongStream.iterate(last + 1, n -> n + 1)
                .mapToObj(n -> "Untitled " + n)
                .filter(name -> !chosen.contains(name))
                .iterator();
        return wanted.stream()
                .map(name -> name == null ? untitled.next() : name)
                .toList();
    }

    private void requireFree(String user, List<String> wanted) {
        database.list(
                        FIND_FIRST,
                        row -> Problem.conflict("name-taken", "Another workflow has this name.")
                                .with("existingId", row.getString("id"))
                                .with("pointer", pointer(row.getInt("number") - 1)),
                        wanted.toArray(String[]::new),
                        user)
                .forEach(taken -> {
                    throw taken;
                });
    }

    private static String pointer(int number) {
        return "/workflows/" + number + "/name";
    }

    /** "A copy" of "A", or "A copy 2", or the next that is free. */
    String copyOf(String user, String name) {
        hold(user);
        return database.one(FIRST_FREE_COPY, row -> row.getString("name"), stem(name), user, user)
                .orElseThrow();
    }

    private void hold(String user) {
        database.one(
                "SELECT pg_advisory_xact_lock(hashtextextended('workflow names of ' || ?, 0))", row -> "held", user);
    }

    private String free(String user, String name, UUID id) {
        database.one(FIND, row -> row.getObject("id", UUID.class), user, name)
                .filter(other -> !other.equals(id))
                .ifPresent(other -> {
                    throw Problem.conflict("name-taken", "Another workflow has this name.")
                            .with("existingId", other.toString());
                });
        return name;
    }

    private static String stem(String name) {
        if (name.length() <= MAX_STEM) {
            return name;
        }
        boolean cutsCharacter = Character.isHighSurrogate(name.charAt(MAX_STEM - 1));
        return name.substring(0, cutsCharacter ? MAX_STEM - 1 : MAX_STEM).strip();
    }
}
