package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process takes up.
 *
 * @param handles its open files and sockets
 * @param heap bytes of it that are in use after a collection; those of a native executable are in {@code resident}
 * @param resident bytes of memory
 */
record Footprint(long handles, long heap, long resident) {

    private static final long PAGE = 4096;
    private static final long MIB = 1 << 20;
    // What a JVM may keep for itself between one look and the next: code, caches that fill, buffers of threads.
    private static final long SLACK = 48 * MIB;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Footprint of(ServiceProcess process) throws IOException, InterruptedException {
        if (!ServiceProcess.NATIVE) {
            collect(process);
        }
        return new Footprint(handles(process), heap(process), resident(process));
    }

    /** Bytes of memory that a process occupies. */
    static long resident(ServiceProcess process) throws IOException {
        return Long.parseLong(Files.readString(proc(process, "statm")).strip().replaceAll("^\\d+ (\\d+) .*", "$1"))
                * PAGE;
    }

    /** How many files and sockets a process has open. */
    static long handles(ServiceProcess process) throws IOException {
        try (Stream<Path> open = Files.list(proc(process, "fd"))) {
            return open.count();
        }
    }

    private static Path proc(ServiceProcess process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static void collect(ServiceProcess process) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static long heap(ServiceProcess process) throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create(process.managementUrl() + "/metrics"))
                .build();
        return HTTP.send(metrics, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether it takes up no more than an earlier one, but for what comes and goes. */
    boolean isFlatSince(Footprint earlier) {
        // How much of its heap a JVM has had from the system says nothing of what is in it.
        return ServiceProcess.NATIVE
                ? resident <= earlier.resident * 5 / 4 + SLACK
                : heap <= earlier.heap * 5 / 4 + SLACK / 2;
    }

    /** What it has become since an earlier one. */
    String since(Footprint earlier) {
        return String.format(
                Locale.ROOT,
                "%d → %d handles, heap %d → %d MiB, RSS %d → %d MiB",
                earlier.handles,
                handles,
                earlier.heap / MIB,
                heap / MIB,
                earlier.resident / MIB,
                resident / MIB);
    }
}
