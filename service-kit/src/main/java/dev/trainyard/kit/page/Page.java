package dev.trainyard.kit.page;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list that is read by key, so that the hundredth page costs as much as the first.
 *
 * @param items at most as many as were asked for
 * @param next the cursor of the page after this one, null on the last
 */
public record Page<T>(List<T> items, String next) {

    /**
     * Makes a page of rows that were read with one more than {@link PageQuery#limit()}, which tells whether more follow.
     *
     * @param cursorOf the cursor that continues after a row
     */
    public static <T> Page<T> of(List<T> rows, PageQuery query, Function<T, Cursor> cursorOf) {
        if (rows.size() <= query.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, query.limit());
        return new Page<>(items, cursorOf.apply(items.getLast()).encoded());
    }

    /** The same page with its items shown differently. */
    public <V> Page<V> map(Function<T, V> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
