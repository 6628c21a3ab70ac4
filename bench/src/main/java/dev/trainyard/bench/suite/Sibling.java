package dev.trainyard.bench.suite;

import dev.trainyard.standalone.database.FreePort;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One more process of a program of the suite, beside the one that is there, with the same environment but for what is given. */
public final class Sibling implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    // An executable is there in some tens of milliseconds.
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final double MIB = 1024;

    /** What a replica in a cluster has others do, and no limits, which belong to a gateway that is alone. */
    private static final Map<String, String> AS_IN_A_CLUSTER = Map.of(
            "TRAINYARD_DATABASE_MIGRATE", "false",
            "TRAINYARD_JOBS_ENABLED", "false",
            "TRAINYARD_GATEWAY_LIMITS_USER", "999999/1S",
            "TRAINYARD_GATEWAY_LIMITS_ADDRESS", "999999/1S",
            "TRAINYARD_GATEWAY_LIMITS_CONNECTIONS_PER_ADDRESS", "0");

    private final Child process;
    private final int port;
    private final int managementPort;
    private final double readyMillis;

    private Sibling(Child process, int port, int managementPort, double readyMillis) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.readyMillis = readyMillis;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param command what it is run by
     * @param environment where it is to differ
     */
    static Sibling start(long origin, List<String> command, Map<String, String> environment, File log)
            throws IOException {
        int port = FreePort.next();
        int management = FreePort.next();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Redirect.to(log))
                .directory(Path.of("/proc/" + origin + "/cwd").toRealPath().toFile());
        builder.environment().clear();
        for (String line : texts(origin, "environ")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                builder.environment().put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        builder.environment().putAll(AS_IN_A_CLUSTER);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Child process = new Child(builder.start(), PATIENCE);
        awaitReady(process, management, log);
        return new Sibling(process, port, management, (System.nanoTime() - begin) / 1e6);
    }

    /** The command line of a process, or its environment. */
    static List<String> texts(long pid, String file) throws IOException {
        String all = Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.UTF_8);
        return List.of(all.split("\0", 0));
    }

    private static void awaitReady(Child process, int management, File log) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException _) {
                    // Nobody listens yet.
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        process.close();
        throw new IllegalStateException("It did not start:\n" + Files.readString(log.toPath()));
    }

    /** Where it is asked. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where one asks it for what admins may. */
    URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The milliseconds that it took until it was ready. */
    public double readyMillis() {
        return readyMillis;
    }

    /** What it holds of the machine's memory, in MiB. */
    public double residentMegabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / MIB)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
