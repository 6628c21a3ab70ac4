package dev.trainyard.workout.resolution;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.catalogue.MasterExercise;
import dev.trainyard.workout.exercise.ExerciseView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** One query for any number of names: the user's exercises of these names, and the catalogue's for those without one. */
final class ResolutionQuery {

    private final Database database;
    private final String sql;

    /**
     * Reads what exercises stand for from {@code relation}.
     *
     * @param relation with user_id, exercise_id, resolved_name, master_exercise_id, reason
     */
    ResolutionQuery(Database database, String relation) {
        this.database = database;
        this.sql = sqlOf(relation);
    }

    // Keys that are null where there is nothing to look up: an index is not even entered then, as it would be for a
    // condition beside the key.
    static String sqlOf(String relation) {
        return """
            SELECT e.id, e.name, coalesce(held.master_exercise_id, target.id) AS master_id,
                   CASE WHEN e.id IS NULL THEN target.name ELSE held.resolved_name END AS master_name,
                   CASE WHEN e.id IS NOT NULL THEN held.reason
                        WHEN named.id IS NOT NULL THEN 'name'
                        WHEN other.name_key IS NOT NULL THEN 'alias' END AS reason
            FROM unnest(?::text[]) WITH ORDINALITY AS asked (name, place)
            LEFT JOIN exercise e ON e.user_id = ? AND e.name_key = lower(asked.name)
            LEFT JOIN %s held ON held.user_id = e.user_id AND held.exercise_id = e.id
            LEFT JOIN master_exercise named ON named.name_key = CASE WHEN e.id IS NULL THEN lower(asked.name) END
            LEFT JOIN master_exercise_alias other
                ON other.name_key = CASE WHEN e.id IS NULL AND named.id IS NULL THEN lower(asked.name) END
            LEFT JOIN master_exercise meant ON meant.id = coalesce(named.id, other.master_exercise_id)
            LEFT JOIN master_exercise target ON target.id = coalesce(meant.merged_into, meant.id)
            ORDER BY asked.place
            """.formatted(relation);
    }

    List<Resolution> resolve(String user, List<String> names) {
        return database.list(sql, ResolutionQuery::resolution, names.toArray(String[]::new), user);
    }

    private static Resolution resolution(ResultSet row) throws SQLException {
        UUID exercise = row.getObject("id", UUID.class);
        UUID master = row.getObject("master_id", UUID.class);
        return new Resolution(
                exercise == null ? null : new ExerciseView(exercise, row.getString("name")),
                master == null ? null : new MasterExercise(master, row.getString("master_name")),
                Reason.ofCode(row.getString("reason")));
    }
}
