package dev.trainyard.systemtests;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged workout-service as a process of its own, with the environment that it would have in production. */
final class ServiceProcess implements AutoCloseable {

    private static final Path JAR =
            Path.of("../workout-service/target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    private final Process process;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it over {@code database}; it is not ready yet. */
    static ServiceProcess start(EmbeddedDatabase database) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        Map<String, String> identity = TestTokens.identity();
        Process process = launch(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort),
                "TRAINYARD_DATABASE_HOST", database.host(),
                "TRAINYARD_DATABASE_PORT", Integer.toString(database.port()),
                "TRAINYARD_DATABASE_APP_PASSWORD", database.password("workout_app"),
                "TRAINYARD_DATABASE_OWNER_PASSWORD", database.password("workout_owner"),
                "TRAINYARD_IDENTITY_ISSUER", identity.get("trainyard.identity.issuer"),
                "TRAINYARD_IDENTITY_AUDIENCE", identity.get("trainyard.identity.audience"),
                "TRAINYARD_IDENTITY_JWKS", identity.get("trainyard.identity.jwks")));
        return new ServiceProcess(process, port, managementPort);
    }

    /** What it prints when it is started with this environment and ends by itself. */
    static String refusal(Map<String, String> environment) throws IOException {
        Process process = launch(environment);
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    /** Asks it to stop, as Kubernetes does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it as the kernel does that is short of memory: at once, with nothing said. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Process launch(Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(java, "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("TRAINYARD_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
