package dev.trainyard.systemtests.faults;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.systemtests.faults.Load.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything is used for half an hour, and takes up no more at the end than at the beginning. */
@Tag("faults")
class SoakTest {

    private static final Duration LASTING = Scale.lasting(Duration.ofSeconds(20), Duration.ofMinutes(30));
    private static final int LOOKS = 60;
    private static final int USERS = 6;
    private static final double MIB = 1 << 20;
    private static final Path FOLDER = Path.of("target", "soak");
    private static final List<String> PROGRAMS = List.of("workout", "training", "deployment", "quiz", "gateway");

    /** What is measured at each look, by name. */
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private final List<Double> minutes = new ArrayList<>();

    @Test
    void nothingGrowsButTheData() throws Exception {
        try (var database = EmbeddedDatabase.temporaryDurable();
                var cluster = Cluster.over(database).withAll().start();
                var load = new Load(Duration.ofMillis(200))) {
            for (int number = 0; number < USERS; number++) {
                Traffic.add(load, new Client(cluster.url(), "soaking-" + number));
            }
            warmUp(load);
            List<Footprint> before = footprints(cluster);
            long begin = System.nanoTime();
            for (int look = 1; look <= LOOKS; look++) {
                long from = System.nanoTime();
                long until = begin + LASTING.toNanos() * look / LOOKS;
                await().atMost(LASTING.multipliedBy(2)).until(() -> System.nanoTime() >= until);
                look(begin, from, load, cluster, database);
            }
            List<Footprint> after = footprints(cluster);
            List<Sample> all = load.since(begin);
            report(all, before, after);

            assertEquals(
                    List.of(),
                    all.stream().filter(sample -> !sample.succeeded()).toList());
            for (int program = 0; program < PROGRAMS.size(); program++) {
                Footprint was = before.get(program);
                Footprint is = after.get(program);
                assertTrue(is.isFlatSince(was), PROGRAMS.get(program) + ": " + is.since(was));
                assertTrue(is.handles() <= was.handles() + 20, PROGRAMS.get(program) + ": " + is.since(was));
            }
            assertTrue(last("connections") <= 60, "connections " + figures.get("connections"));
            assertTrue(
                    last("dead rows, %")
                            <= Math.max(40, figures.get("dead rows, %").getFirst()),
                    "dead rows " + figures.get("dead rows, %"));
        }
    }

    /** Until caches and compiled code are there: what grows then is not what is looked for. */
    private static void warmUp(Load load) {
        Traffic.awaitSuccess(load);
        long now = System.nanoTime();
        int enough = Scale.times(500, 20_000);
        await().atMost(Duration.ofMinutes(5)).until(() -> load.since(now).size() >= enough);
    }

    private static List<Footprint> footprints(Cluster cluster) throws Exception {
        List<Footprint> footprints = new ArrayList<>();
        for (ServiceProcess process : cluster.all()) {
            footprints.add(Footprint.of(process));
        }
        return footprints;
    }

    private void look(long begin, long from, Load load, Cluster cluster, EmbeddedDatabase database) throws Exception {
        List<Sample> samples = load.since(from);
        minutes.add((System.nanoTime() - begin) / (double) Duration.ofMinutes(1).toNanos());
        for (int program = 0; program < PROGRAMS.size(); program++) {
            ServiceProcess process = cluster.all().get(program);
            note("RSS of " + PROGRAMS.get(program), Footprint.resident(process) / MIB);
            note("handles of " + PROGRAMS.get(program), (double) Footprint.handles(process));
        }
        Latencies latencies = Load.latencies(samples);
        note("p50", millis(latencies.percentile(50)));
        note("p99", millis(latencies.p99()));
        for (String kind : load.kinds()) {
            List<Sample> ofKind = samples.stream()
                    .filter(sample -> sample.what().equals(kind))
                    .toList();
            note("p99 of " + kind, millis(Load.latencies(ofKind).p99()));
        }
        try (Connection admin = database.connectAsAdmin();
                ResultSet row = admin.createStatement().executeQuery("""
                        SELECT (SELECT count(*) FROM pg_stat_activity WHERE usename LIKE '%\\_app'),
                               100.0 * sum(n_dead_tup) / greatest(sum(n_live_tup), 1)
                        FROM pg_stat_user_tables
                        """)) {
            row.next();
            note("connections", row.getDouble(1));
            note("dead rows, %", row.getDouble(2));
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private void note(String name, double value) {
        figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    private double last(String name) {
        return figures.get(name).getLast();
    }

    private void report(List<Sample> all, List<Footprint> before, List<Footprint> after) throws Exception {
        draw("memory", "Resident memory, MiB", "RSS of ");
        draw("handles", "Open files and sockets", "handles of ");
        draw("latency", "Latency of all requests, ms", "p50", "p99");
        draw("latency-of-kinds", "99th percentile of each kind of request, ms", "p99 of ");
        draw(
                "database",
                "PostgreSQL: connections of the services; dead rows for 100 that live",
                "connections",
                "dead rows, %");
        List<String> lines = new ArrayList<>();
        for (int program = 0; program < PROGRAMS.size(); program++) {
            lines.add(PROGRAMS.get(program) + " " + after.get(program).since(before.get(program)));
        }
        Files.write(FOLDER.resolve("soak.txt"), lines);
        String seen = String.format(
                Locale.ROOT,
                "%d failed; p99 in the first and in the last quarter %s; %s",
                all.stream().filter(sample -> !sample.succeeded()).count(),
                figures.keySet().stream()
                        .filter(name -> name.startsWith("p99"))
                        .map(this::quarters)
                        .collect(joining(", ")),
                lines.stream().collect(joining("; ")));
        Findings.add(
                getClass(),
                "mixed load on everything",
                "%d s, %d requests of %d users".formatted(LASTING.toSeconds(), all.size(), USERS),
                "memory, handles, connections, dead rows and latency flat; nothing fails",
                seen);
    }

    private String quarters(String name) {
        return String.format(
                Locale.ROOT,
                "%s %.0f → %.0f ms",
                name.replaceFirst("^p99( of )?", "").transform(kind -> kind.isEmpty() ? "all" : kind),
                mean(name, 0, LOOKS / 4),
                mean(name, LOOKS - LOOKS / 4, LOOKS));
    }

    private double mean(String name, int from, int to) {
        return figures.get(name).subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    private void draw(String file, String title, String... beginnings) {
        Map<String, List<Double>> lines = new LinkedHashMap<>();
        for (String beginning : beginnings) {
            figures.forEach((name, values) -> {
                // A whole name, or the beginning of several.
                if (beginning.endsWith(" of ") ? name.startsWith(beginning) : name.equals(beginning)) {
                    lines.put(name.substring(beginning.endsWith(" of ") ? beginning.length() : 0), values);
                }
            });
        }
        Chart.draw(FOLDER.resolve(file + ".svg"), title, minutes, lines);
    }
}
