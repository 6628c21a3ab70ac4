package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.FreePort;
import dev.trainyard.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged service as a process of its own, with the environment that it would have in production: its native executable,
 * when the tests have {@code -Dtrainyard.native=true}.
 */
final class ServiceProcess implements AutoCloseable {

    static final boolean NATIVE = Boolean.getBoolean("trainyard.native");

    static final String WORKOUT = "workout";
    static final String TRAINING = "training";
    static final String DEPLOYMENT = "deployment";
    static final String QUIZ = "quiz";

    // A key that encrypts nothing but what tests make up.
    private static final String VAULT_KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    // Tests have workflows and webhooks call servers of their own.
    private static final String CALLED = "127.0.0.1";

    private static final Map<String, Map<String, String>> OWN = Map.of(
            WORKOUT,
            Map.of(),
            TRAINING,
            Map.of("TRAINYARD_VAULT_KEYS", VAULT_KEYS),
            DEPLOYMENT,
            Map.of("TRAINYARD_VAULT_KEYS", VAULT_KEYS, "TRAINYARD_CALLS_ALLOWED_ADDRESSES", CALLED),
            QUIZ,
            Map.of(
                    "TRAINYARD_VAULT_KEYS",
                    VAULT_KEYS,
                    "TRAINYARD_CALLS_ALLOWED_ADDRESSES",
                    CALLED,
                    // What a killed one was sending is sent by the next after seconds.
                    "TRAINYARD_MESSAGES_LEASE",
                    "PT10S",
                    "TRAINYARD_SENDERS_TIMEOUT",
                    "PT4S"));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts a service over {@code database}; it is not ready yet. */
    static ServiceProcess start(String service, EmbeddedDatabase database) throws IOException {
        return start(service, database, Map.of());
    }

    /** The same, with some of its environment replaced. */
    static ServiceProcess start(String service, EmbeddedDatabase database, Map<String, String> replaced)
            throws IOException {
        int port = FreePort.next();
        int managementPort = FreePort.next();
        Map<String, String> environment = configured(service, database);
        environment.putAll(OWN.get(service));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.putAll(replaced);
        // Nobody reads what it logs, and a full pipe would stop it.
        return new ServiceProcess(launch(service, environment, Redirect.DISCARD), port, managementPort);
    }

    /** What every service needs, and nothing that one alone does. */
    static Map<String, String> configured(String service, EmbeddedDatabase database) {
        Map<String, String> identity = TestTokens.identity();
        return new HashMap<>(Map.of(
                "TRAINYARD_DATABASE_HOST", database.host(),
                "TRAINYARD_DATABASE_PORT", Integer.toString(database.port()),
                "TRAINYARD_DATABASE_APP_PASSWORD", database.password(service + "_app"),
                "TRAINYARD_DATABASE_OWNER_PASSWORD", database.password(service + "_owner"),
                "TRAINYARD_IDENTITY_ISSUER", identity.get("trainyard.identity.issuer"),
                "TRAINYARD_IDENTITY_AUDIENCE", identity.get("trainyard.identity.audience"),
                "TRAINYARD_IDENTITY_JWKS", identity.get("trainyard.identity.jwks")));
    }

    /** What it prints when it is started with this environment and ends by itself. */
    static String refusal(String service, Map<String, String> environment) throws IOException {
        Process process = launch(service, environment, Redirect.PIPE);
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How it ends by itself when it is started with this environment. */
    static int exitCode(String service, Map<String, String> environment) throws IOException, InterruptedException {
        return launch(service, environment, Redirect.DISCARD).waitFor();
    }

    /** Waits until it says that it is ready. */
    void awaitReady() {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(failure -> failure instanceof ConnectException)
                .until(() -> given().get(managementUrl() + "/q/health/ready").statusCode() == 200);
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

    private static Process launch(String service, Map<String, String> environment, Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(NATIVE ? executable(service) : jar(service));
        builder.redirectErrorStream(true).redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("TRAINYARD_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> jar(String service) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path jar = target(service).resolve("quarkus-app/quarkus-run.jar");
        return List.of(java, "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
    }

    private static List<String> executable(String service) throws IOException {
        try (var found = Files.newDirectoryStream(target(service), "*-runner")) {
            for (Path executable : found) {
                return List.of(executable.toString());
            }
        }
        throw new IllegalStateException("There is no native executable in " + target(service));
    }

    private static Path target(String service) {
        return Path.of("../" + service + "-service/target").toAbsolutePath().normalize();
    }
}
