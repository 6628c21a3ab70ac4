package dev.trainyard.workout.catalogue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.catalogue.CatalogueImportReport.Skipped;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes lists of exercises into the catalogue, by one statement. What the catalogue has is known by its name or an alias,
 * keeps what it says, and gets only what it lacks; so the same list taken in again changes nothing.
 */
@ApplicationScoped
class CatalogueImport {

    private static final String TAKE = """
            WITH given AS (
                SELECT g.*, row_number() OVER (PARTITION BY lower(g.name) ORDER BY g.index) AS occurrence
                FROM jsonb_to_recordset(?::jsonb) AS g (
                    index integer, name text, category text, equipment text, mechanic text, force text, level text,
                    "primary" jsonb, secondary jsonb)
            ), known AS (
                SELECT g.index, coalesce(m.id, a.master_exercise_id) AS id
                FROM given g
                LEFT JOIN master_exercise m ON m.name_key = lower(g.name)
                LEFT JOIN master_exercise_alias a ON a.name_key = lower(g.name)
                WHERE g.occurrence = 1 AND coalesce(m.id, a.master_exercise_id) IS NOT NULL
            ), made AS (
                INSERT INTO master_exercise (name, category, equipment, mechanic, force, level)
                SELECT name, category, equipment, mechanic, force, level
                FROM given
                WHERE occurrence = 1 AND index NOT IN (SELECT index FROM known)
                ORDER BY index
                RETURNING id, name
            ), told AS (
                -- Of two items that are known as one exercise the earlier.
                SELECT DISTINCT ON (known.id) known.id, g.*
                FROM known JOIN given g USING (index)
                ORDER BY known.id, g.index
            ), filled AS (
                UPDATE master_exercise m
                SET equipment = coalesce(m.equipment, t.equipment), mechanic = coalesce(m.mechanic, t.mechanic),
                    force = coalesce(m.force, t.force), level = coalesce(m.level, t.level), version = version + 1
                FROM told t
                WHERE m.id = t.id
                  AND (coalesce(m.equipment, t.equipment), coalesce(m.mechanic, t.mechanic), coalesce(m.force, t.force),
                       coalesce(m.level, t.level)) IS DISTINCT FROM (m.equipment, m.mechanic, m.force, m.level)
                RETURNING m.id
            ), muscles AS (
                SELECT made.id, muscle, min(role) AS role
                FROM made JOIN given g ON g.name = made.name AND g.occurrence = 1,
                     LATERAL (SELECT jsonb_array_elements_text(g."primary") AS muscle, 'primary' AS role
                              UNION ALL
                              SELECT jsonb_array_elements_text(g.secondary), 'secondary') AS trained
                GROUP BY made.id, muscle
                UNION ALL
                -- What an exercise of ours trains first is ours to say.
                SELECT t.id, muscle, 'secondary'
                FROM told t, jsonb_array_elements_text(t."primary" || t.secondary) AS muscle
                GROUP BY t.id, muscle
            ), trained AS (
                INSERT INTO master_exercise_muscle (master_exercise_id, muscle, role)
                SELECT id, muscle, role FROM muscles
                ON CONFLICT DO NOTHING
                RETURNING master_exercise_id AS id
            )
            SELECT g.index, g.name, CASE WHEN g.occurrence > 1 THEN 'again' WHEN known.id IS NOT NULL THEN 'existing'
                                         ELSE 'added' END AS outcome,
                   t.id IS NOT NULL AND (t.id IN (SELECT id FROM filled) OR t.id IN (SELECT id FROM trained)) AS completed
            FROM given g
            LEFT JOIN known USING (index)
            LEFT JOIN told t USING (index)
            ORDER BY g.index
            """;

    private final Database database;
    private final CatalogueStore catalogue;
    private final Event<CatalogueChanged> changes;

    CatalogueImport(Database database, CatalogueStore catalogue, Event<CatalogueChanged> changes) {
        this.database = database;
        this.catalogue = catalogue;
        this.changes = changes;
    }

    private record Outcome(int index, String name, String what, boolean completed) {}

    /** Takes what is new; a dry run is the same transaction, rolled back. */
    CatalogueImportReport take(CatalogueItems items, boolean dryRun) {
        List<Outcome> outcomes = dryRun
                ? rolledBack(items)
                : QuarkusTransaction.joiningExisting().call(() -> takeNow(items));
        List<Skipped> skipped = new ArrayList<>(items.skipped());
        outcomes.stream()
                .filter(outcome -> outcome.what().equals("again"))
                .forEach(outcome ->
                        skipped.add(new Skipped(outcome.index(), outcome.name(), "the list has this name before")));
        skipped.sort(Comparator.comparingInt(Skipped::index));
        return new CatalogueImportReport(
                dryRun,
                count(outcomes, "added"),
                count(outcomes, "existing"),
                (int) outcomes.stream().filter(Outcome::completed).count(),
                skipped);
    }

    private List<Outcome> rolledBack(CatalogueItems items) {
        QuarkusTransaction.begin();
        try {
            return takeNow(items);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private List<Outcome> takeNow(CatalogueItems items) {
        catalogue.lock();
        changes.fire(new CatalogueChanged());
        return database.list(
                TAKE,
                row -> new Outcome(
                        row.getInt("index"),
                        row.getString("name"),
                        row.getString("outcome"),
                        row.getBoolean("completed")),
                items.usable());
    }

    private static int count(List<Outcome> outcomes, String what) {
        return (int)
                outcomes.stream().filter(outcome -> outcome.what().equals(what)).count();
    }
}
