package dev.trainyard.workout.recovery;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.day.DayQuery;
import dev.trainyard.workout.day.Source;
import dev.trainyard.workout.day.Tier;
import dev.trainyard.workout.payload.StoredPayload;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps recoveries: one a day that the user writes, and any number that are sent; each call is one statement. */
@ApplicationScoped
public class RecoveryStore {

    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final String COLUMNS = """
             id, day, external_id, trim_scale(recovery_score) AS recovery_score, recovery_score_tier,
             trim_scale(hrv_ms) AS hrv_ms, trim_scale(resting_heart_rate) AS resting_heart_rate,
             trim_scale(strain) AS strain, trim_scale(spo2_percentage) AS spo2_percentage,
             trim_scale(skin_temp_celsius) AS skin_temp_celsius, energy, notes, raw_compressed IS NOT NULL AS has_raw,
             updated_at
            """;

    private static final String SELECT = "SELECT" + COLUMNS + "FROM recovery WHERE user_id = ? ";

    private static final String PAGE = SELECT + """
            AND day BETWEEN ? AND ? AND (day, id) < (?, ?) AND (?::text IS NULL OR recovery_score_tier = ?)
            ORDER BY day DESC, id DESC
            LIMIT ?
            """;

    private static final String PUT = """
            INSERT INTO recovery (user_id, day, recovery_score, hrv_ms, resting_heart_rate, strain, spo2_percentage,
                                  skin_temp_celsius, energy, notes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, day) WHERE external_id IS NULL DO UPDATE
            SET recovery_score = excluded.recovery_score, hrv_ms = excluded.hrv_ms,
                resting_heart_rate = excluded.resting_heart_rate, strain = excluded.strain,
                spo2_percentage = excluded.spo2_percentage, skin_temp_celsius = excluded.skin_temp_celsius,
                energy = excluded.energy, notes = excluded.notes, updated_at = now()
            RETURNING
            """ + COLUMNS;

    private static final String TAKE = """
            INSERT INTO recovery AS held (user_id, day, external_id, recovery_score, hrv_ms, resting_heart_rate, strain,
                                          spo2_percentage, skin_temp_celsius, raw_compressed, source_updated_at)
            VALUES (?, (?::timestamptz AT TIME ZONE
                        coalesce((SELECT time_zone FROM preference WHERE user_id = ?), 'UTC'))::date,
                    ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, external_id) WHERE external_id IS NOT NULL DO UPDATE
            SET day = excluded.day, recovery_score = excluded.recovery_score, hrv_ms = excluded.hrv_ms,
                resting_heart_rate = excluded.resting_heart_rate, strain = excluded.strain,
                spo2_percentage = excluded.spo2_percentage, skin_temp_celsius = excluded.skin_temp_celsius,
                raw_compressed = excluded.raw_compressed, source_updated_at = excluded.source_updated_at,
                updated_at = now()
            WHERE held.source_updated_at <= excluded.source_updated_at
            """;

    private final Database database;

    RecoveryStore(Database database) {
        this.database = database;
    }

    /** A page of the user's recoveries, newest day first. */
    Page<RecoveryView> list(String user, DayQuery days, Optional<Tier> tier, PageQuery page) {
        Optional<Cursor> after = page.cursor(2);
        String code = tier.map(Tier::code).orElse(null);
        List<RecoveryView> rows = database.list(
                PAGE,
                RecoveryStore::view,
                user,
                days.first(),
                days.last(),
                DayQuery.before(after, 0),
                after.map(cursor -> cursor.uuid(1)).orElse(LAST_ID),
                code,
                code,
                page.limitPlusOne());
        return Page.of(rows, page, last -> Cursor.after(last.day(), last.id()));
    }

    Optional<RecoveryView> latest(String user) {
        return database.one(SELECT + "ORDER BY day DESC, id DESC LIMIT 1", RecoveryStore::view, user);
    }

    Optional<RecoveryView> find(String user, UUID id) {
        return database.one(SELECT + "AND id = ?", RecoveryStore::view, user, id);
    }

    /** What was sent, to the byte; empty of an entry by hand. */
    Optional<byte[]> raw(String user, UUID id) {
        return database.one("""
                        SELECT raw_compressed FROM recovery
                        WHERE user_id = ? AND id = ? AND raw_compressed IS NOT NULL
                        """, row -> row.getBytes(1), user, id).map(StoredPayload::original);
    }

    /** Writes the user's own entry of the day, over the one that may be there. */
    RecoveryView put(String user, LocalDate day, RecoveryDraft draft) {
        return database.one(
                        PUT,
                        RecoveryStore::view,
                        user,
                        day,
                        draft.recoveryScore(),
                        draft.hrvMs(),
                        draft.restingHeartRate(),
                        draft.strain(),
                        draft.spo2Percentage(),
                        draft.skinTempCelsius(),
                        draft.energy(),
                        draft.notes())
                .orElseThrow();
    }

    /** Takes what was sent, with {@code raw} as all of it, over an older one of the same external id; whether it was news. */
    public boolean take(String user, SentRecovery sent, byte[] raw) {
        return database.update(
                        TAKE,
                        user,
                        sent.occurredAt(),
                        user,
                        sent.externalId(),
                        sent.recoveryScore(),
                        sent.hrvMs(),
                        sent.restingHeartRate(),
                        sent.strain(),
                        sent.spo2Percentage(),
                        sent.skinTempCelsius(),
                        StoredPayload.compressed(raw),
                        sent.changedAt())
                == 1;
    }

    /** Removes what its sender has removed; whether it was there. */
    public boolean takeBack(String user, String externalId) {
        return database.update("DELETE FROM recovery WHERE user_id = ? AND external_id = ?", user, externalId) == 1;
    }

    /** Removes an entry; whether there was one. */
    boolean delete(String user, UUID id) {
        return database.update("DELETE FROM recovery WHERE user_id = ? AND id = ?", user, id) == 1;
    }

    private static RecoveryView view(ResultSet row) throws SQLException {
        String externalId = row.getString("external_id");
        return new RecoveryView(
                row.getObject("id", UUID.class),
                row.getObject("day", LocalDate.class),
                externalId == null ? Source.MANUAL : Source.WEBHOOK,
                externalId,
                row.getBigDecimal("recovery_score"),
                Tier.ofCode(row.getString("recovery_score_tier")),
                row.getBigDecimal("hrv_ms"),
                row.getBigDecimal("resting_heart_rate"),
                row.getBigDecimal("strain"),
                row.getBigDecimal("spo2_percentage"),
                row.getBigDecimal("skin_temp_celsius"),
                row.getObject("energy", Integer.class),
                row.getString("notes"),
                row.getBoolean("has_raw"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
