package dev.trainyard.standalone.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Stands in for a service as a process of its own: says that it is ready, and notes in its working directory when it
 * is asked to stop and when it does. Its first argument is its name, its second how it misbehaves.
 */
public final class FakeService {

    private final String name;
    private final String behaviour;

    private FakeService(String name, String behaviour) {
        this.name = name;
        this.behaviour = behaviour;
    }

    public static void main(String[] arguments) throws IOException {
        // Started from a jar it has no arguments, and the folder of the module is its name.
        String name = arguments.length > 0
                ? arguments[0]
                : Path.of(System.getProperty("java.class.path"))
                        .resolve("../../..")
                        .normalize()
                        .getFileName()
                        .toString();
        new FakeService(name, arguments.length > 1 ? arguments[1] : "well").run();
    }

    private void run() throws IOException {
        System.out.println("environment " + new TreeSet<>(System.getenv().keySet()));
        if (behaviour.equals("ends")) {
            System.out.println("the last words of " + name);
            System.exit(3);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        int port = Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT"));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(behaviour.equals("never-ready") ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    private void stop() {
        note("asked");
        if (behaviour.equals("stubborn")) {
            awaitForEver();
        }
        note("stopped");
    }

    private void note(String what) {
        try {
            Files.writeString(
                    Path.of("notes"), what + " " + name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void awaitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
