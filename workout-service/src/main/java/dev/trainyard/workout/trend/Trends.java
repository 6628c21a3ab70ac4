package dev.trainyard.workout.trend;

import dev.trainyard.kit.page.Page;

/** A way to read trends. All answer the same at any time; they differ in what it costs. */
interface Trends {

    /** A page of the user's trends by week and exercise, oldest first. */
    Page<Trend> read(String user, TrendQuestion question);
}
