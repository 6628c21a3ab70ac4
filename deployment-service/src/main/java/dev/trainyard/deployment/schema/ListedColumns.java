package dev.trainyard.deployment.schema;

import java.util.List;

/**
 * What a list may show of a table, sort by and filter by: all that a client can name. A bean for each list, by
 * {@code @Produces} beside it, so that its table is read at start.
 *
 * @param table where the columns are; a column that it does not have (yet) is none of the list
 * @param key the column that tells the rows of one list apart, and that it is sorted by unless a client chooses
 * @param newestFirst whether the greatest key comes first then
 * @param shown the columns that are shown unless a client chooses, in their order
 * @param onRequest those that are only shown to who names them
 * @param large those of both that make pages short
 * @param filters those that {@code ?column=value} may choose by
 */
public record ListedColumns(
        String table,
        String key,
        boolean newestFirst,
        List<String> shown,
        List<String> onRequest,
        List<String> large,
        List<String> filters) {

    /** The common list: newest first by id, nothing large. */
    public static ListedColumns of(String table, List<String> shown, List<String> filters) {
        return new ListedColumns(table, "id", true, shown, List.of(), List.of(), filters);
    }
}
