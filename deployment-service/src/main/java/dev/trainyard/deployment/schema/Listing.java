package dev.trainyard.deployment.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is listed, and of whom.
 *
 * @param columns what a client may name
 * @param from the table, or a subquery with its columns
 * @param allNullable whether that subquery has nulls where the table has none
 * @param filters values by field, null for no choice
 * @param conditions on all rows, the user first
 */
public record Listing(
        ListedColumns columns,
        String from,
        boolean allNullable,
        Map<String, String> filters,
        List<Condition> conditions) {

    /** The rows of the columns' own table. */
    public static Listing of(ListedColumns columns, Map<String, String> filters, List<Condition> conditions) {
        return new Listing(columns, columns.table(), false, filters, conditions);
    }

    /** Values by field, in an order of their own; null values are no choice. */
    public static Map<String, String> filters(String... fieldsAndValues) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            filters.put(fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return filters;
    }
}
