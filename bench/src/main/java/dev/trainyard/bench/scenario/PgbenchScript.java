package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Lifters;
import dev.trainyard.bench.suite.LoggedStatement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adding sets, for pgbench: each client learns first who its lifters are, and then adds a set for one after the other, by the
 * statement of the service.
 *
 * @param variables what it begins with
 */
record PgbenchScript(String text, Map<String, String> variables) {

    // For each client, since a script names its variables. A workout holds a thousand sets.
    private static final int LIFTERS = 16;
    private static final Set<String> OF_LIFTER = Set.of("user", "workout", "exercise");

    /**
     * The script.
     *
     * @param names what the values of its sample stand for in the statement: user, workout, exercise, weight, repetitions
     */
    static PgbenchScript of(LoggedStatement statement, Map<String, String> names) {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("known", "0", "turn", "0"));
        StringBuilder text = new StringBuilder("\\if :known = 0\nSELECT ");
        for (int lifter = 0; lifter < LIFTERS; lifter++) {
            text.append("""
                    %1$smax(user_id) FILTER (WHERE place = %2$d) AS user_%2$d,
                    max(workout) FILTER (WHERE place = %2$d) AS workout_%2$d,
                    max(exercise) FILTER (WHERE place = %2$d) AS exercise_%2$d
                    """.formatted(lifter == 0 ? "" : ", ", lifter));
        }
        text.append("""
                FROM (SELECT user_id, split_part(user_id, '-', 2)::int - 1 - :client_id * %1$d AS place,
                             workout.id::text AS workout, exercise.id::text AS exercise
                      FROM workout.workout JOIN workout.exercise USING (user_id)
                      WHERE finished_at IS NULL AND exercise.name = '%2$s'
                        AND user_id IN (SELECT 'lifter-' || generate_series(:client_id * %1$d + 1, (:client_id + 1) * %1$d))) mine
                \\gset
                \\set known 1
                \\endif
                \\set turn (:turn + 1)
                \\set place (:turn %% %1$d)
                \\set weight (60 + :turn %% 17 * 2.5)
                \\set repetitions (5 + :turn %% 8)
                """.formatted(LIFTERS, Lifters.EXERCISE));
        for (int lifter = 0; lifter < LIFTERS; lifter++) {
            int place = lifter;
            text.append("\\%s :place = %d\n".formatted(lifter == 0 ? "if" : "elif", lifter))
                    .append(statement.with(value -> variable(value, names, place, variables)))
                    .append(";\n");
        }
        return new PgbenchScript(text.append("\\endif\n").toString(), variables);
    }

    /** The lifter's, or the turn's; what is the same each time is defined before. */
    private static String variable(String value, Map<String, String> names, int lifter, Map<String, String> variables) {
        if (value == null) {
            return "NULL";
        }
        String name = names.get(value);
        if (name == null) {
            String fixed = "fixed_" + Integer.toHexString(value.hashCode());
            variables.put(fixed, value);
            return ":" + fixed;
        }
        return OF_LIFTER.contains(name) ? ":" + name + "_" + lifter : ":" + name;
    }
}
