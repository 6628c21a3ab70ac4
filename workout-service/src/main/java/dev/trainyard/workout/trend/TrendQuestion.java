package dev.trainyard.workout.trend;

import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.aggregate.DayRange;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Which trends are wanted: of weeks that hold a day of {@code days}.
 *
 * @param exercise of one exercise alone, if any is named
 */
record TrendQuestion(Optional<UUID> exercise, DayRange days, PageQuery page) {

    private static final UUID FIRST_ID = new UUID(0, 0);

    /** Of the last row before the page; of none before the first page. */
    LocalDate afterWeek() {
        return cursor().map(cursor -> DayRange.ofCursor(cursor, 0)).orElse(DayRange.BEGINNING);
    }

    UUID afterExercise() {
        return cursor().map(cursor -> cursor.uuid(1)).orElse(FIRST_ID);
    }

    static Cursor cursorOf(Trend last) {
        return Cursor.after(DayRange.toCursor(last.weekStart()), last.exercise().id());
    }

    private Optional<Cursor> cursor() {
        return page.cursor(2);
    }
}
