package dev.trainyard.quiz.leaderboard;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.PageQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Which part of a leaderboard somebody wants, and of when.
 *
 * @param after the last place of the part before, null for the first part
 * @param isAroundMe whether the caller's place is to be in the middle
 * @param moment null for the latest
 */
record LeaderboardQuery(int limit, Standing after, boolean isAroundMe, Instant moment) {

    private static final String AROUND_ME = "me";

    /** What was sent; {@code around} and {@code at} may be null. */
    static LeaderboardQuery of(PageQuery page, String around, String at) {
        Standing after = page.cursor(3).map(LeaderboardQuery::place).orElse(null);
        if (around != null && !around.equals(AROUND_ME)) {
            throw Problem.invalid(Violation.inQuery("around", "must be me, or be left out"));
        }
        if (around != null && after != null) {
            throw Problem.invalid(Violation.inQuery("around", "must be left out with a cursor"));
        }
        return new LeaderboardQuery(page.limit(), after, around != null, moment(at));
    }

    /** What {@link #after} is made of again. */
    static Cursor cursorAfter(Standing last) {
        return Cursor.after(
                last.points(), Optional.<Object>ofNullable(last.decidedAt()).orElse(""), last.name());
    }

    private static Standing place(Cursor cursor) {
        BigDecimal points = cursor.decimal(0);
        Instant decidedAt = cursor.text(1).isEmpty() ? null : cursor.instant(1);
        return new Standing(null, cursor.text(2), 0, points.longValue(), 0, 0, decidedAt);
    }

    private static Instant moment(String at) {
        try {
            return at == null ? null : Instant.parse(at);
        } catch (DateTimeParseException malformed) {
            throw Problem.invalid(Violation.inQuery("at", "must be a moment such as 2026-11-21T19:30:00Z"));
        }
    }
}
