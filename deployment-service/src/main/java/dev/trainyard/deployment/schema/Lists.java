package dev.trainyard.deployment.schema;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads pages of lists with the fields, in the order, and of the choice that a client wants. */
@ApplicationScoped
public class Lists {

    // Of items with large fields, each up to a megabyte.
    private static final int MAX_LARGE_ITEMS = 20;

    private static final String UNDEFINED_COLUMN = "42703";

    private final Database database;
    private final SchemaCache cache;

    Lists(Database database, SchemaCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /**
     * A page of items by field, newest first unless {@code query} says otherwise; shorter pages of large items.
     *
     * @throws dev.trainyard.http.problem.Problem 400 for fields that the list has not, and values that are none
     */
    public Page<Map<String, Object>> read(Listing listing, ListQuery query, PageQuery page) {
        try {
            return readOnce(listing, query, page);
        } catch (DatabaseException failure) {
            if (!(failure.getCause() instanceof SQLException cause) || !UNDEFINED_COLUMN.equals(cause.getSQLState())) {
                throw failure;
            }
            // Another version has migrated the table since it was read.
            cache.clear(listing.columns().table());
            return readOnce(listing, query, page);
        }
    }

    /** The statement of the first page, for a look at how it is run. */
    public String sql(Listing listing, ListQuery query) {
        return statement(listing, query).page(PageQuery.of(null, null), 1).sql();
    }

    private ListStatement statement(Listing listing, ListQuery query) {
        return new ListStatement(
                listing.columns(),
                cache.table(listing.columns().table()),
                listing.from(),
                listing.allNullable(),
                query,
                listing.filters(),
                listing.conditions());
    }

    private Page<Map<String, Object>> readOnce(Listing listing, ListQuery query, PageQuery asked) {
        ListStatement statement = statement(listing, query);
        int limit = statement.isLarge() ? Math.min(asked.limit(), MAX_LARGE_ITEMS) : asked.limit();
        Condition sql = statement.page(asked, limit + 1);
        Set<Column> read = statement.columns();
        List<Map<Column, Object>> rows = database.list(
                sql.sql(), row -> values(row, read), sql.parameters().toArray());
        boolean isLast = rows.size() <= limit;
        List<Map<Column, Object>> items = isLast ? rows : rows.subList(0, limit);
        return new Page<>(
                items.stream().map(row -> item(row, statement.fields())).toList(),
                isLast ? null : statement.after(items.getLast()).encoded());
    }

    private static Map<Column, Object> values(ResultSet row, Set<Column> columns) throws SQLException {
        Map<Column, Object> values = new HashMap<>();
        for (Column column : columns) {
            values.put(column, column.type().read(row, column.name()));
        }
        return values;
    }

    private static Map<String, Object> item(Map<Column, Object> row, List<Column> fields) {
        Map<String, Object> item = new LinkedHashMap<>();
        fields.forEach(column -> item.put(column.field(), row.get(column)));
        return item;
    }
}
