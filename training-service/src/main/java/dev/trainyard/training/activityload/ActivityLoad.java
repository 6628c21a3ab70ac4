package dev.trainyard.training.activityload;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One load of an activity. Loads of different metrics are not of one scale, and are never added up.
 *
 * @param value null when there is none
 * @param reason why there is none, as a code that never changes: {@code no-max-heart-rate}
 * @param formula what computed it, with its version: {@code banister@1}
 */
public record ActivityLoad(
        LoadMetric metric,
        @Schema(examples = "117.9399") BigDecimal value,
        String reason,
        @Schema(examples = "banister@1") String formula) {

    /** The loads of the activity {@code a}, as a table {@code held} of one row that {@link #of} reads. */
    public static final String OF_ACTIVITY = """
            CROSS JOIN LATERAL (
                SELECT array_agg(l.metric) AS metrics, array_agg(l.value) AS loads, array_agg(l.reason) AS reasons,
                       array_agg(l.formula) AS formulas
                FROM activity_load l
                WHERE l.user_id = a.user_id AND l.activity_id = a.id) AS held
            """;

    /** The columns of {@link #OF_ACTIVITY}. */
    public static final String COLUMNS = "held.metrics, held.loads, held.reasons, held.formulas";

    /** The loads that a row with {@link #COLUMNS} has. */
    public static List<ActivityLoad> of(ResultSet row) throws SQLException {
        String[] metrics = (String[]) row.getArray("metrics").getArray();
        Double[] values = (Double[]) row.getArray("loads").getArray();
        String[] reasons = (String[]) row.getArray("reasons").getArray();
        String[] formulas = (String[]) row.getArray("formulas").getArray();
        List<ActivityLoad> loads = new ArrayList<>();
        for (int i = 0; i < metrics.length; i++) {
            loads.add(
                    new ActivityLoad(LoadMetric.ofCode(metrics[i]), Rounded.load(values[i]), reasons[i], formulas[i]));
        }
        loads.sort(Comparator.comparing(ActivityLoad::metric));
        return loads;
    }
}
