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
import java.util.function.Supplier;

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
        return freshly(listing, () -> {
            ListStatement statement = statement(listing, query);
            return page(statement, statement.chosen(), page, row -> item(row, statement.fields()));
        });
    }

    /**
     * A page of whole items, with what is no column: as {@code view} reads them from a row of the listing's subquery.
     *
     * @throws dev.trainyard.http.problem.Problem 400 for an order that the list has not, and values that are none
     */
    public <T> Page<T> views(Listing listing, ListQuery query, PageQuery page, Database.RowMapper<T> view) {
        return freshly(listing, () -> page(statement(listing, query), "*", page, view));
    }

    private <T> T freshly(Listing listing, Supplier<T> read) {
        try {
            return read.get();
        } catch (DatabaseException failure) {
            if (!(failure.getCause() instanceof SQLException cause) || !UNDEFINED_COLUMN.equals(cause.getSQLState())) {
                throw failure;
            }
            // Another version has migrated the table since it was read.
            cache.clear(listing.columns().table());
            return read.get();
        }
    }

    /** The statement of the first page, for a look at how it is run. */
    public String sql(Listing listing, ListQuery query) {
        ListStatement statement = statement(listing, query);
        return statement.page(statement.chosen(), PageQuery.of(null, null), 1).sql();
    }

    /** The statement of the first page of whole items, for a look at how it is run. */
    public String sqlOfViews(Listing listing, ListQuery query) {
        return statement(listing, query).page("*", PageQuery.of(null, null), 1).sql();
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

    private record Read<T>(T item, Map<Column, Object> key) {}

    private <T> Page<T> page(ListStatement statement, String select, PageQuery asked, Database.RowMapper<T> view) {
        int limit = statement.isLarge() ? Math.min(asked.limit(), MAX_LARGE_ITEMS) : asked.limit();
        Condition sql = statement.page(select, asked, limit + 1);
        List<Read<T>> rows = database.list(
                sql.sql(),
                row -> new Read<>(view.map(row), values(row, statement.key())),
                sql.parameters().toArray());
        boolean isLast = rows.size() <= limit;
        List<Read<T>> items = isLast ? rows : rows.subList(0, limit);
        return new Page<>(
                items.stream().map(Read::item).toList(),
                isLast ? null : statement.after(items.getLast().key()).encoded());
    }

    private static Map<Column, Object> values(ResultSet row, List<Column> columns) throws SQLException {
        Map<Column, Object> values = new HashMap<>();
        for (Column column : columns) {
            values.put(column, column.type().read(row, column.name()));
        }
        return values;
    }

    private static Map<String, Object> item(ResultSet row, List<Column> fields) throws SQLException {
        Map<String, Object> item = new LinkedHashMap<>();
        for (Column column : fields) {
            item.put(column.field(), column.type().read(row, column.name()));
        }
        return item;
    }
}
