package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.trainyard.deployment.run.RunSettings;
import dev.trainyard.deployment.run.RunSettings.LoggedSteps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What a deployment says of its runs and their log. The defaults are those of table deployment.
 *
 * @param maxConcurrent null for no limit
 * @param pauseAfterFailures null for never
 */
record Settings(
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration maxDuration,
        LoggedSteps loggedSteps,
        int maxLoggedBytes,
        List<String> redactedPaths,
        int keptLogs,
        int keptDays,
        Integer maxConcurrent,
        WhenFull whenFull,
        Integer pauseAfterFailures) {

    static final Settings DEFAULT =
            new Settings(Duration.ofDays(1), LoggedSteps.ALL, 65_536, List.of(), 50, 30, null, WhenFull.REJECT, null);

    static final String COLUMNS =
            "d.max_duration_ms, d.logged_steps, d.max_logged_bytes, d.redacted_paths, d.kept_logs,"
                    + " d.kept_days, d.max_concurrent, d.when_full, d.pause_after_failures";

    static Settings of(ResultSet row) throws SQLException {
        return new Settings(
                Duration.ofMillis(row.getLong("max_duration_ms")),
                SqlNames.read(LoggedSteps.class, row.getString("logged_steps")),
                row.getInt("max_logged_bytes"),
                List.of((String[]) row.getArray("redacted_paths").getArray()),
                row.getInt("kept_logs"),
                row.getInt("kept_days"),
                row.getObject("max_concurrent", Integer.class),
                SqlNames.read(WhenFull.class, row.getString("when_full")),
                row.getObject("pause_after_failures", Integer.class));
    }

    RunSettings ofRuns() {
        return new RunSettings(maxDuration, loggedSteps, maxLoggedBytes, redactedPaths);
    }
}
