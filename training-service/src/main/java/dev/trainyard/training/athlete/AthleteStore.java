package dev.trainyard.training.athlete;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Table athlete, one row a user. A row of version 0 is one that only others refer to: its user wrote nothing yet. */
@ApplicationScoped
class AthleteStore {

    private static final String FIND =
            "SELECT sex, birth_year, time_zone, updated_at, version FROM athlete WHERE user_id = ?";

    private static final String WRITE = """
            INSERT INTO athlete AS mine (user_id, sex, birth_year, time_zone) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE
            SET sex = excluded.sex, birth_year = excluded.birth_year, time_zone = excluded.time_zone,
                version = mine.version + 1, updated_at = now()
            WHERE mine.version = ?
            RETURNING sex, birth_year, time_zone, updated_at, version
            """;

    private final Database database;

    AthleteStore(Database database) {
        this.database = database;
    }

    AthleteView of(String user) {
        return database.one(FIND, AthleteStore::view, user).orElse(AthleteView.UNKNOWN);
    }

    /** Replaces what the user said; empty when {@code version} is not its version any more. */
    Optional<AthleteView> write(String user, long version, AthleteDraft draft) {
        return database.one(
                WRITE,
                AthleteStore::view,
                user,
                draft.sex() == null ? null : draft.sex().code(),
                draft.birthYear(),
                draft.timeZone(),
                version);
    }

    private static AthleteView view(ResultSet row) throws SQLException {
        long version = row.getLong("version");
        return version == 0
                ? AthleteView.UNKNOWN
                : new AthleteView(
                        Sex.ofCode(row.getString("sex")),
                        row.getObject("birth_year", Integer.class),
                        row.getString("time_zone"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        version);
    }
}
