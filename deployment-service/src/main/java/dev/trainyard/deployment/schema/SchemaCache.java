package dev.trainyard.deployment.schema;

import dev.trainyard.kit.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What columns the tables of lists have, asked of the database once each: at start, which is after the migrations, after
 * an admin has cleared them, and when a statement finds that one is not there any more.
 */
@ApplicationScoped
class SchemaCache {

    private static final Logger LOG = Logger.getLogger(SchemaCache.class);

    // The names of the house. Whatever else a table may have is nothing to list.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private static final String COLUMNS = """
            SELECT column_name, udt_name, is_nullable = 'YES' AS nullable
            FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = ?
            ORDER BY ordinal_position
            """;

    private final Database database;
    private final Set<String> tables = new TreeSet<>();
    private final Map<String, CachedTable> cached = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter misses;

    private record RealColumn(String name, String type, boolean nullable) {}

    SchemaCache(Database database, @All List<ListedColumns> lists, MeterRegistry metrics) {
        this.database = database;
        lists.forEach(list -> tables.add(list.table()));
        this.hits = Counter.builder("trainyard.deployment.schema.cache.hits")
                .description("Lists whose table's columns were known")
                .register(metrics);
        this.misses = Counter.builder("trainyard.deployment.schema.cache.misses")
                .description("Times the columns of a table were asked of the database")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        try {
            refresh();
        } catch (RuntimeException failure) {
            LOG.warnf("The columns of lists are read with their first request: %s", failure.getMessage());
        }
    }

    CachedTable table(String name) {
        CachedTable known = cached.get(name);
        if (known == null) {
            return read(name);
        }
        hits.increment();
        known.hits().increment();
        return known;
    }

    /** What is cached, by name. */
    List<CachedTable> all() {
        return cached.values().stream()
                .sorted(Comparator.comparing(CachedTable::table))
                .toList();
    }

    /** Whether there was such a table. */
    boolean clear(String name) {
        return cached.remove(name) != null;
    }

    void clear() {
        cached.clear();
    }

    /** Reads the tables of all lists anew. */
    Collection<CachedTable> refresh() {
        tables.forEach(this::read);
        return all();
    }

    private CachedTable read(String name) {
        misses.increment();
        List<Column> columns = database
                .list(COLUMNS, row -> new RealColumn(row.getString(1), row.getString(2), row.getBoolean(3)), name)
                .stream()
                .filter(real -> NAME.matcher(real.name()).matches())
                .flatMap(real ->
                        ColumnType.named(real.type())
                                .map(type -> new Column(real.name(), type, real.nullable()))
                                .stream())
                .toList();
        CachedTable table = new CachedTable(name, columns, Instant.now(), new LongAdder());
        cached.put(name, table);
        return table;
    }
}
