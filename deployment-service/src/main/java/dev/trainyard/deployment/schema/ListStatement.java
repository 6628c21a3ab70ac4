package dev.trainyard.deployment.schema;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.PageQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statement of one page of a list. Everything in it is written by us or is a column of the cache; whatever a client
 * has sent is a parameter.
 */
final class ListStatement {

    private static final int MAX_SORT_KEYS = 5;
    private static final String NULL = "-";
    private static final String VALUE = "=";

    private final Map<String, Column> listed = new LinkedHashMap<>();
    private final ListedColumns list;
    private final List<Column> fields;
    private final List<SortKey> sort;
    private final String sortText;
    private final List<Condition> conditions;
    private final String from;

    ListStatement(
            ListedColumns list,
            CachedTable table,
            String from,
            boolean allNullable,
            ListQuery query,
            Map<String, String> filters,
            List<Condition> conditions) {
        this.list = list;
        for (List<String> names : List.of(list.shown(), list.onRequest())) {
            for (String name : names) {
                table.column(name).ifPresent(column -> listed.put(column.field(), column));
            }
        }
        this.from = from;
        this.fields = query.fields == null
                ? list.shown().stream()
                        .map(table::column)
                        .flatMap(Optional::stream)
                        .toList()
                : chosen(query.fields);
        this.sort = sorting(query.sort, table.column(list.key()).orElseThrow(), allNullable);
        this.sortText = sort.stream().map(SortKey::orderBy).collect(Collectors.joining(", "));
        this.conditions = new ArrayList<>(conditions);
        filters.forEach((field, value) -> {
            if (value != null) {
                this.conditions.add(filter(field, value));
            }
        });
    }

    List<Column> fields() {
        return fields;
    }

    boolean isLarge() {
        return fields.stream().anyMatch(column -> list.large().contains(column.name()));
    }

    /** What is sorted by: where the next page goes on from. */
    List<Column> key() {
        return sort.stream().map(SortKey::column).toList();
    }

    /** What is read: the fields and the key. */
    String chosen() {
        Set<Column> columns = new LinkedHashSet<>(fields);
        columns.addAll(key());
        return columns.stream().map(Column::sql).collect(Collectors.joining(", "));
    }

    /** The statement with its parameters; its last is the number of rows. */
    Condition page(String select, PageQuery page, int rows) {
        StringBuilder sql = new StringBuilder("SELECT ").append(select);
        sql.append(" FROM ").append(from).append(" WHERE ");
        List<Object> parameters = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (Condition condition : conditions) {
            all.add(condition.sql());
            parameters.addAll(condition.parameters());
        }
        page.cursor(sort.size() + 1).ifPresent(cursor -> all.add(after(values(cursor), parameters)));
        sql.append(String.join(" AND ", all));
        sql.append(" ORDER BY ").append(sortText).append(" LIMIT ?");
        parameters.add(rows);
        return new Condition(sql.toString(), parameters);
    }

    /** Where the page after {@code row} begins. */
    Cursor after(Map<Column, Object> row) {
        List<Object> values = new ArrayList<>();
        values.add(sortText);
        for (SortKey key : sort) {
            Object value = row.get(key.column());
            values.add(value == null ? NULL : VALUE + encoded(value.toString()));
        }
        return Cursor.after(values.toArray());
    }

    private List<Object> values(Cursor cursor) {
        if (!cursor.text(0).equals(sortText)) {
            throw refused("cursor", "is of a list that was sorted otherwise");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sort.size(); i++) {
            values.add(value(sort.get(i), cursor.text(i + 1)));
        }
        return values;
    }

    private static Object value(SortKey key, String text) {
        if (text.equals(NULL) && key.nullable()) {
            return null;
        }
        try {
            if (text.startsWith(VALUE)) {
                return key.column().type().parse(decoded(text.substring(VALUE.length())));
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below, with the same words.
        }
        throw refused("cursor", "is not a cursor of this list");
    }

    /** After the row with these values: behind its first, or with the same first and behind its second, and so on. */
    private String after(List<Object> values, List<Object> parameters) {
        List<String> ways = new ArrayList<>();
        for (int last = 0; last < sort.size(); last++) {
            // Nulls come last: nothing is behind them.
            if (values.get(last) == null) {
                continue;
            }
            List<String> way = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                way.add(sort.get(i).same(values.get(i)));
                if (values.get(i) != null) {
                    parameters.add(values.get(i));
                }
            }
            way.add(sort.get(last).after());
            parameters.add(values.get(last));
            ways.add(String.join(" AND ", way));
        }
        if (ways.size() == 1) {
            return ways.getFirst();
        }
        String any = ways.stream().collect(Collectors.joining(" OR ", "(", ")"));
        SortKey first = sort.getFirst();
        if (first.nullable()) {
            return any;
        }
        // Says nothing new, but where in an index to begin.
        parameters.add(values.getFirst());
        return any + " AND " + first.from();
    }

    private List<Column> chosen(String names) {
        Set<Column> chosen = new LinkedHashSet<>();
        for (String name : names.split(",", -1)) {
            chosen.add(listed("fields", name));
        }
        return List.copyOf(chosen);
    }

    private List<SortKey> sorting(String names, Column keyColumn, boolean allNullable) {
        List<SortKey> keys = new ArrayList<>();
        boolean descending = list.newestFirst();
        for (String name : names == null ? List.<String>of() : Arrays.asList(names.split(",", -1))) {
            descending = name.startsWith("-");
            Column column = listed("sort", descending ? name.substring(1) : name);
            if (!column.type().isSortable()) {
                throw refused("sort", "must not name what has no order: " + column.field());
            }
            if (keys.stream().anyMatch(key -> key.column().equals(column))) {
                throw refused("sort", "must not name anything twice: " + column.field());
            }
            keys.add(key(column, descending, allNullable));
            if (keys.size() > MAX_SORT_KEYS) {
                throw refused("sort", "must name no more than " + MAX_SORT_KEYS + " fields");
            }
        }
        // Behind the key nothing is the same.
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).column().name().equals(list.key())) {
                return keys.subList(0, i + 1);
            }
        }
        keys.add(key(keyColumn, descending, allNullable));
        return keys;
    }

    private SortKey key(Column column, boolean descending, boolean allNullable) {
        boolean isKey = column.name().equals(list.key());
        return new SortKey(column, descending, !isKey && (allNullable || column.nullable()));
    }

    private Condition filter(String field, String value) {
        Column column = listed(field, field);
        if (!list.filters().contains(column.name())) {
            throw refused(field, "is nothing to choose by");
        }
        try {
            return Condition.of(column.sql() + " = ?", column.type().parse(value));
        } catch (IllegalArgumentException malformed) {
            throw refused(field, "is no value of this field");
        }
    }

    private Column listed(String parameter, String field) {
        Column column = listed.get(field);
        if (column == null) {
            throw refused(parameter, "must be of these fields: " + String.join(", ", listed.keySet()));
        }
        return column;
    }

    private static Problem refused(String parameter, String detail) {
        return Problem.invalid(Violation.inQuery(parameter, detail));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
