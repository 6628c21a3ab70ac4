package dev.trainyard.bench.suite;

import dev.trainyard.bench.load.Programs;
import dev.trainyard.standalone.database.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** nginx before a service, where this machine has it: the proxy that everybody knows. */
public final class Nginx implements AutoCloseable {

    // On the path of few users but root.
    private static final Path SUPERUSERS = Path.of("/usr/sbin");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Child process;
    private final int port;

    private Nginx(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it before {@code service}; empty where there is none. */
    public static Optional<Nginx> before(URI service, Path folder) throws IOException {
        Optional<Path> program = Programs.find("nginx", Stream.of(SUPERUSERS));
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        int port = FreePort.next();
        Path configuration =
                Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port, service.getPort()));
        Path ready = folder.resolve("nginx.pid");
        Files.deleteIfExists(ready);
        Process begun = new ProcessBuilder(List.of(
                        program.get().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        folder.resolve("error.log").toString()))
                .inheritIO()
                .start();
        Child process = new Child(begun, PATIENCE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(ready)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.close();
                throw new IllegalStateException(
                        "nginx does not start: " + Files.readString(folder.resolve("error.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return Optional.of(new Nginx(process, port));
    }

    /** As the gateway has it: connections that are kept, and a line of log for each request, written some at a time. */
    private static String configuration(Path folder, int port, int upstream) {
        return """
            daemon off;
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 4096; }
            http {
                access_log %1$s/access.log combined buffer=64k flush=1s;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                keepalive_requests 100000000;
                upstream service { server 127.0.0.1:%3$d; keepalive 128; keepalive_requests 100000000; }
                server {
                    listen 127.0.0.1:%2$d;
                    location / {
                        proxy_pass http://service;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                    }
                }
            }
            """.formatted(folder, port, upstream);
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.close();
    }
}
