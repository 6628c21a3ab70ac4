package dev.trainyard.workout.trend;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A page of trends.
 *
 * @param next the cursor of the page after this one, null on the last
 * @param refreshedAt when the view behind it was last refreshed. What is newer is computed while it is read, so that the
 *     answer is exact all the same
 */
@JsonInclude
record TrendPage(List<Trend> items, String next, Instant refreshedAt) {}
