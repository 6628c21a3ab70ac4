package dev.trainyard.workout.sleep;

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
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps sleeps: one a day that the user writes, and any number that are sent; each call is one statement. */
@ApplicationScoped
public class SleepStore {

    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final String COLUMNS = """
             id, day, external_id, nap, started_at, ended_at, trim_scale(sleep_performance) AS sleep_performance,
             sleep_quality_tier, trim_scale(sleep_consistency) AS sleep_consistency,
             trim_scale(sleep_efficiency) AS sleep_efficiency, in_bed_seconds, awake_seconds, light_seconds,
             deep_seconds, rem_seconds, cycles, disturbances, trim_scale(respiratory_rate) AS respiratory_rate,
             quality, notes, raw_compressed IS NOT NULL AS has_raw, updated_at
            """;

    private static final String SELECT = "SELECT" + COLUMNS + "FROM sleep WHERE user_id = ? ";

    private static final String PAGE = SELECT + """
            AND day BETWEEN ? AND ? AND (day, id) < (?, ?) AND (?::text IS NULL OR sleep_quality_tier = ?)
            ORDER BY day DESC, id DESC
            LIMIT ?
            """;

    private static final String PUT = """
            INSERT INTO sleep (user_id, day, sleep_performance, sleep_consistency, sleep_efficiency, in_bed_seconds,
                               awake_seconds, light_seconds, deep_seconds, rem_seconds, disturbances, quality, notes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, day) WHERE external_id IS NULL DO UPDATE
            SET sleep_performance = excluded.sleep_performance, sleep_consistency = excluded.sleep_consistency,
                sleep_efficiency = excluded.sleep_efficiency, in_bed_seconds = excluded.in_bed_seconds,
                awake_seconds = excluded.awake_seconds, light_seconds = excluded.light_seconds,
                deep_seconds = excluded.deep_seconds, rem_seconds = excluded.rem_seconds,
                disturbances = excluded.disturbances, quality = excluded.quality, notes = excluded.notes,
                updated_at = now()
            RETURNING
            """ + COLUMNS;

    private static final String TAKE = """
            INSERT INTO sleep AS held (user_id, day, external_id, nap, started_at, ended_at, sleep_performance,
                                       sleep_consistency, sleep_efficiency, in_bed_seconds, awake_seconds,
                                       light_seconds, deep_seconds, rem_seconds, cycles, disturbances,
                                       respiratory_rate, raw_compressed, source_updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (user_id, external_id) WHERE external_id IS NOT NULL DO UPDATE
            SET day = excluded.day, nap = excluded.nap, started_at = excluded.started_at, ended_at = excluded.ended_at,
                sleep_performance = excluded.sleep_performance, sleep_consistency = excluded.sleep_consistency,
                sleep_efficiency = excluded.sleep_efficiency, in_bed_seconds = excluded.in_bed_seconds,
                awake_seconds = excluded.awake_seconds, light_seconds = excluded.light_seconds,
                deep_seconds = excluded.deep_seconds, rem_seconds = excluded.rem_seconds, cycles = excluded.cycles,
                disturbances = excluded.disturbances, respiratory_rate = excluded.respiratory_rate,
                raw_compressed = excluded.raw_compressed, source_updated_at = excluded.source_updated_at,
                updated_at = now()
            WHERE held.source_updated_at <= excluded.source_updated_at
            """;

    private final Database database;

    SleepStore(Database database) {
        this.database = database;
    }

    /** A page of the user's sleeps, newest day first. */
    Page<SleepView> list(String user, DayQuery days, Optional<Tier> tier, PageQuery page) {
        Optional<Cursor> after = page.cursor(2);
        String code = tier.map(Tier::code).orElse(null);
        List<SleepView> rows = database.list(
                PAGE,
                SleepStore::view,
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

    Optional<SleepView> latest(String user) {
        return database.one(SELECT + "ORDER BY day DESC, id DESC LIMIT 1", SleepStore::view, user);
    }

    Optional<SleepView> find(String user, UUID id) {
        return database.one(SELECT + "AND id = ?", SleepStore::view, user, id);
    }

    /** What was sent, to the byte; empty of an entry by hand. */
    Optional<byte[]> raw(String user, UUID id) {
        return database.one(
                        "SELECT raw_compressed FROM sleep WHERE user_id = ? AND id = ? AND raw_compressed IS NOT NULL",
                        row -> row.getBytes(1),
                        user,
                        id)
                .map(StoredPayload::original);
    }

    /** Writes the user's own entry of the day, over the one that may be there. */
    SleepView put(String user, LocalDate day, SleepDraft draft) {
        return database.one(
                        PUT,
                        SleepStore::view,
                        user,
                        day,
                        draft.sleepPerformance(),
                        draft.sleepConsistency(),
                        draft.sleepEfficiency(),
                        draft.inBedSeconds(),
                        draft.awakeSeconds(),
                        draft.lightSeconds(),
                        draft.deepSeconds(),
                        draft.remSeconds(),
                        draft.disturbances(),
                        draft.quality(),
                        draft.notes())
                .orElseThrow();
    }

    /** Takes what was sent, with {@code raw} as all of it, over an older one of the same external id; whether it was news. */
    public boolean take(String user, SentSleep sent, byte[] raw) {
        return database.update(
                        TAKE,
                        user,
                        sent.day(),
                        sent.externalId(),
                        sent.nap(),
                        sent.startedAt(),
                        sent.endedAt(),
                        sent.sleepPerformance(),
                        sent.sleepConsistency(),
                        sent.sleepEfficiency(),
                        sent.inBedSeconds(),
                        sent.awakeSeconds(),
                        sent.lightSeconds(),
                        sent.deepSeconds(),
                        sent.remSeconds(),
                        sent.cycles(),
                        sent.disturbances(),
                        sent.respiratoryRate(),
                        StoredPayload.compressed(raw),
                        sent.changedAt())
                == 1;
    }

    /** Removes what its sender has removed; whether it was there. */
    public boolean takeBack(String user, String externalId) {
        return database.update("DELETE FROM sleep WHERE user_id = ? AND external_id = ?", user, externalId) == 1;
    }

    /** Removes an entry; whether there was one. */
    boolean delete(String user, UUID id) {
        return database.update("DELETE FROM sleep WHERE user_id = ? AND id = ?", user, id) == 1;
    }

    private static SleepView view(ResultSet row) throws SQLException {
        String externalId = row.getString("external_id");
        return new SleepView(
                row.getObject("id", UUID.class),
                row.getObject("day", LocalDate.class),
                externalId == null ? Source.MANUAL : Source.WEBHOOK,
                externalId,
                row.getBoolean("nap"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getBigDecimal("sleep_performance"),
                Tier.ofCode(row.getString("sleep_quality_tier")),
                row.getBigDecimal("sleep_consistency"),
                row.getBigDecimal("sleep_efficiency"),
                row.getObject("in_bed_seconds", Integer.class),
                row.getObject("awake_seconds", Integer.class),
                row.getObject("light_seconds", Integer.class),
                row.getObject("deep_seconds", Integer.class),
                row.getObject("rem_seconds", Integer.class),
                row.getObject("cycles", Integer.class),
                row.getObject("disturbances", Integer.class),
                row.getBigDecimal("respiratory_rate"),
                row.getObject("quality", Integer.class),
                row.getString("notes"),
                row.getBoolean("has_raw"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
