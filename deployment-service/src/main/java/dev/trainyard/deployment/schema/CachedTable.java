package dev.trainyard.deployment.schema;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The columns of a table, as they were at {@code readAt}. */
record CachedTable(String table, List<Column> columns, Instant readAt, LongAdder hits) {

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
