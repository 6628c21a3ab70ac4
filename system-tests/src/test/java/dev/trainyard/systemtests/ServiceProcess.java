package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.database.FreePort;
import dev.trainyard.testkit.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
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
public final class ServiceProcess implements AutoCloseable {

    public static final boolean NATIVE = Boolean.getBoolean("trainyard.native");

    public static final String WORKOUT = "workout";
    public static final String TRAINING = "training";
    public static final String DEPLOYMENT = "deployment";
    public static final String QUIZ = "quiz";
    public static final String GATEWAY = "gateway";

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

    // A machine that builds something besides takes its time.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String program;
    private final Map<String, String> environment;
    private final Redirect output;
    private volatile Process process;

    private ServiceProcess(String program, Map<String, String> environment, Redirect output) throws IOException {
        this.program = program;
        this.environment = Map.copyOf(environment);
        this.output = output;
        this.process = launch(program, environment, output);
    }

    /** Starts a service over {@code database}; it is not ready yet. */
    public static ServiceProcess start(String service, EmbeddedDatabase database) throws IOException {
        return start(service, database, Map.of());
    }

    /** The same, with some of its environment replaced. */
    public static ServiceProcess start(String service, EmbeddedDatabase database, Map<String, String> replaced)
            throws IOException {
        // Nobody reads what it logs, and a full pipe would stop it.
        return start(service, database, replaced, Redirect.DISCARD);
    }

    /** The same, that logs to {@code output}. */
    public static ServiceProcess start(
            String service, EmbeddedDatabase database, Map<String, String> replaced, Redirect output)
            throws IOException {
        Map<String, String> environment = configured(service, database);
        environment.putAll(OWN.get(service));
        environment.putAll(ports());
        environment.putAll(replaced);
        return new ServiceProcess(service, environment, output);
    }

    /** Starts a gateway that believes the same tokens; where the services are is told by {@code environment}. */
    public static ServiceProcess startGateway(Map<String, String> environment, Redirect output) throws IOException {
        Map<String, String> all = identity();
        all.putAll(ports());
        all.putAll(environment);
        return new ServiceProcess(GATEWAY, all, output);
    }

    private static Map<String, String> ports() {
        return Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(FreePort.next()),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(FreePort.next()));
    }

    private static Map<String, String> identity() {
        Map<String, String> identity = TestTokens.identity();
        return new HashMap<>(Map.of(
                "TRAINYARD_IDENTITY_ISSUER", identity.get("trainyard.identity.issuer"),
                "TRAINYARD_IDENTITY_AUDIENCE", identity.get("trainyard.identity.audience"),
                "TRAINYARD_IDENTITY_JWKS", identity.get("trainyard.identity.jwks")));
    }

    /** What every service needs, and nothing that one alone does. */
    public static Map<String, String> configured(String service, EmbeddedDatabase database) {
        Map<String, String> environment = identity();
        environment.put("TRAINYARD_DATABASE_HOST", database.host());
        environment.put("TRAINYARD_DATABASE_PORT", Integer.toString(database.port()));
        environment.put("TRAINYARD_DATABASE_APP_PASSWORD", database.password(service + "_app"));
        environment.put("TRAINYARD_DATABASE_OWNER_PASSWORD", database.password(service + "_owner"));
        return environment;
    }

    /** What it prints when it is started with this environment and ends by itself. */
    static String refusal(String service, Map<String, String> environment) throws IOException {
        Process process = launch(service, environment, Redirect.PIPE);
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How it ends by itself when it is started with this environment. */
    public static int exitCode(String service, Map<String, String> environment)
            throws IOException, InterruptedException {
        return launch(service, environment, Redirect.DISCARD).waitFor();
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(failure -> failure instanceof IOException)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("The " + program + " has ended; its port may be another's");
                    }
                    return readiness() == 200;
                });
    }

    /** What its readiness probe is answered with. */
    public int readiness() {
        return given().get(managementUrl() + "/q/health/ready").statusCode();
    }

    public int port() {
        return Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"));
    }

    public int managementPort() {
        return Integer.parseInt(environment.get("QUARKUS_MANAGEMENT_PORT"));
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop, as Kubernetes does. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it as the kernel does that is short of memory: at once, with nothing said. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it once more after it has ended, at the same ports with the same environment; it is not ready yet. */
    public void startAgain() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("The " + program + " still runs");
        }
        process = launch(program, environment, output);
    }

    public boolean endsWithin(int seconds) throws InterruptedException {
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
        String module = service.equals(GATEWAY) ? GATEWAY : service + "-service";
        return Path.of("..", module, "target").toAbsolutePath().normalize();
    }
}
