package dev.trainyard.workout.dashboard;

import java.time.ZoneId;
import java.util.Optional;

/** A way to read a dashboard. All answer the same; they differ in what it costs. */
interface Dashboards {

    /**
     * The last {@code days} calendar days of the user, today included.
     *
     * @param zone whose days; the user's own when empty
     */
    DashboardView read(String user, Optional<ZoneId> zone, int days);
}
