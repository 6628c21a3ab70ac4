package dev.trainyard.deployment.schema;

/** A column to sort by, nulls last in either direction. */
record SortKey(Column column, boolean descending, boolean nullable) {

    String orderBy() {
        // Without a null there is nothing to say of them, and an index can be read in either direction.
        return column.sql() + (descending ? " DESC" : "") + (descending && nullable ? " NULLS LAST" : "");
    }

    String after() {
        String compared = column.sql() + (descending ? " < ?" : " > ?");
        return nullable ? "(" + compared + " OR " + column.sql() + " IS NULL)" : compared;
    }

    String from() {
        return column.sql() + (descending ? " <= ?" : " >= ?");
    }

    String same(Object value) {
        return column.sql() + (value == null ? " IS NULL" : " = ?");
    }
}
