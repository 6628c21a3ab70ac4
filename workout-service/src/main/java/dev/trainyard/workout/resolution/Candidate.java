package dev.trainyard.workout.resolution;

import dev.trainyard.workout.catalogue.MasterExercise;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * An exercise of the catalogue that is called much the same.
 *
 * @param score how alike the names are, by their trigrams: 1 when they are the same ones; of its names the most alike
 */
public record Candidate(MasterExercise master, BigDecimal score) {

    /**
     * The candidates for a name, as a subquery for a LATERAL join: {@code master_id}, {@code master_name}, {@code score},
     * the best first. Takes two parameters: the least score, and how many at most.
     *
     * @param nameKey the SQL expression of the name in lower case
     */
    public static String queryFor(String nameKey) {
        // The operator is what the indexes serve; its own threshold is 0.3.
        return """
            SELECT target.id AS master_id, target.name AS master_name, round(max(alike.score)::numeric, 3) AS score
            FROM (SELECT id, similarity(name_key, %1$s) AS score FROM master_exercise WHERE name_key %% %1$s
                  UNION ALL
                  SELECT master_exercise_id, similarity(name_key, %1$s)
                  FROM master_exercise_alias WHERE name_key %% %1$s) AS alike
            JOIN master_exercise meant ON meant.id = alike.id
            JOIN master_exercise target ON target.id = coalesce(meant.merged_into, meant.id)
            GROUP BY target.id, target.name
            HAVING round(max(alike.score)::numeric, 3) >= ?
            ORDER BY max(alike.score) DESC, target.name
            LIMIT ?
            """.formatted(nameKey);
    }

    /** A row of {@link #queryFor}. */
    public static Candidate of(ResultSet row) throws SQLException {
        return new Candidate(
                new MasterExercise(row.getObject("master_id", UUID.class), row.getString("master_name")),
                row.getBigDecimal("score"));
    }
}
