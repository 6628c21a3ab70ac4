package dev.trainyard.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.standalone.database.RolePasswords;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.identity.Role;
import dev.trainyard.standalone.identity.SigningKey;
import dev.trainyard.standalone.identity.TokenIssuer;
import dev.trainyard.standalone.suite.Executables;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** The suite as {@code ./trainyard up} runs it, over a data directory that is kept: durable, as it is for everybody. */
public final class RunningSuite implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration STOP = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int MANAGEMENT = 10;
    private static final int DATABASE = 20;
    private static final String WORKOUT_ROLE = "workout_app";

    private final Path checkout;
    private final Home home;
    private final int port;
    private final Child process;
    private final TokenIssuer issuer;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<Sibling, Program> siblings = new ConcurrentHashMap<>();

    private RunningSuite(Path checkout, Home home, int port, Child process) {
        this.checkout = checkout;
        this.home = home;
        this.port = port;
        this.process = process;
        this.issuer = new TokenIssuer(SigningKey.of(home));
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param data the directory that keeps the data
     * @param port the first of 21 free ports
     * @param isNative whether as native executables
     */
    public static RunningSuite start(Path checkout, Path data, int port, boolean isNative) throws IOException {
        Home home = Home.at(data);
        // In the place of the folder for caches, so that the launcher makes none while something is measured.
        Files.createDirectories(data);
        if (!Files.isRegularFile(home.caches())) {
            home.forgetCaches();
            Files.createFile(home.caches());
        }
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("trainyard").toString(), "up", "--port", "" + port));
        if (isNative) {
            command.add("--native");
        }
        Process begun = launch(home, command);
        Child process = new Child(begun, STOP);
        StringBuilder printed = new StringBuilder();
        BufferedReader output = begun.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.append(line).append('\n');
            // The last line of what it says once all is up.
            if (line.startsWith("Ctrl-C")) {
                return new RunningSuite(checkout, home, port, process);
            }
        }
        process.close();
        throw new IllegalStateException("The suite did not start:\n" + printed);
    }

    private static Process launch(Home home, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TRAINYARD_HOME", home.directory().toString());
        return builder.start();
    }

    /** Where one asks a program: the gateway, or a service directly. */
    public URI address(Program program) {
        return URI.create("http://127.0.0.1:" + (port + program.portOffset()));
    }

    /** Where one asks a program for its metrics and what admins may. */
    public URI management(Program program) {
        return URI.create("http://127.0.0.1:" + (port + MANAGEMENT + program.portOffset()));
    }

    /** A token of a user, valid for a day. */
    public String token(String user) {
        return tokens.computeIfAbsent(user, name -> issuer.forUser(name));
    }

    /** A token of an admin. */
    public String adminToken() {
        return tokenOfRole(Role.ADMIN);
    }

    /** A token of a program that acts for users. */
    public String serviceToken() {
        return tokenOfRole(Role.SERVICE);
    }

    private String tokenOfRole(Role role) {
        return tokens.computeIfAbsent("a role: " + role, _ -> issuer.forUser("bench", role));
    }

    /** A connection to the database as its superuser, who is no part of what is measured. */
    public Connection connect() throws SQLException {
        return connectAs("postgres");
    }

    /** A connection with what the workout-service may. */
    public Connection connectAsWorkoutService() throws SQLException {
        return connectAs(WORKOUT_ROLE);
    }

    /** Where PostgreSQL writes what it has to say. */
    Path databaseLog() {
        return home.log("postgresql");
    }

    private Connection connectAs(String role) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port + DATABASE});
        source.setDatabaseName("trainyard");
        source.setUser(role);
        source.setPassword(RolePasswords.kept(home.secrets()).of(role));
        return source.getConnection();
    }

    /** The process of a program. */
    public long pid(Program program) {
        return firstNumber(home.processes().resolve(program.label()));
    }

    /** What a program is run by: its executable, or the JVM's with options and jar. */
    public List<String> command(Program program) throws IOException {
        return Sibling.texts(pid(program), "cmdline");
    }

    /**
     * Starts another process of a program.
     *
     * @param command what it is run by
     * @param environment where it is to differ from the one that runs
     */
    public Sibling sibling(Program program, List<String> command, Map<String, String> environment) throws IOException {
        File log = home.log(program.label() + "-sibling-" + siblings.size()).toFile();
        Sibling sibling = Sibling.start(pid(program), command, environment, log);
        siblings.put(sibling, program);
        return sibling;
    }

    /** What it was built in. */
    public Path checkout() {
        return checkout;
    }

    /** What programs of PostgreSQL find their way to it by, with what the workout-service may. */
    public Map<String, String> environmentOfWorkoutService() {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(port + DATABASE),
                "PGDATABASE",
                "trainyard",
                "PGUSER",
                WORKOUT_ROLE,
                "PGPASSWORD",
                RolePasswords.kept(home.secrets()).of(WORKOUT_ROLE));
    }

    /** A file of this run beside its data. */
    public Path scratch(String name) {
        return home.directory().resolve(name);
    }

    /** What the executable of a program is run by, where there is one. */
    public Optional<List<String>> executable(Program program) {
        Executables executables = new Executables(checkout);
        return executables.find(program.label()).map(_ -> executables.command(program.label()));
    }

    /** All processes of a program. */
    List<Long> pids(Program program) {
        return Stream.concat(Stream.of(pid(program)), siblingsOf(program).map(Sibling::pid))
                .toList();
    }

    private Stream<Sibling> siblingsOf(Program program) {
        return siblings.entrySet().stream()
                .filter(entry -> entry.getValue() == program && entry.getKey().isAlive())
                .map(Map.Entry::getKey);
    }

    /** The process of PostgreSQL that has all others of it as its children. */
    public long postmaster() {
        return firstNumber(home.postgres().resolve("postmaster.pid"));
    }

    private static long firstNumber(Path file) {
        try {
            return Long.parseLong(Files.readString(file).split("\\s", 2)[0]);
        } catch (IOException failure) {
            throw new IllegalStateException(file + " cannot be read", failure);
        }
    }

    /** What the processes of a program tell Prometheus. */
    List<String> metrics(Program program) {
        return Stream.concat(Stream.of(management(program)), siblingsOf(program).map(Sibling::management))
                .map(management -> answer(HttpRequest.newBuilder(management.resolve("/metrics")))
                        .body())
                .toList();
    }

    /**
     * Asks once, for what a scenario needs.
     *
     * @return the JSON of the answer
     * @throws IllegalStateException when it is not one of success
     */
    public JsonNode ask(String method, URI at, String path, String token, String body) {
        HttpResponse<String> answer = answer(HttpRequest.newBuilder(at.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        try {
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        }
    }

    private static HttpResponse<String> answer(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("%s %s was answered %d: %s"
                        .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
            }
            return answer;
        } catch (IOException failure) {
            throw new IllegalStateException(request.method() + " " + request.uri(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Has all users of a program served by the fast variant of a rollout, or by the plain one; neither is compared meanwhile. */
    public void switchRollout(Program program, String rollout, boolean isFast) {
        int percent = isFast ? 100 : 0;
        String path = "/monitoring/rollouts/" + rollout;
        ask(
                "PUT",
                management(program),
                path,
                adminToken(),
                "{\"percent\": %d, \"comparePerMille\": 0}".formatted(percent));
        siblingsOf(program).forEach(sibling -> {
            // Others hear of it a moment later.
            while (ask("GET", sibling.management(), path, adminToken(), null)
                            .path("percent")
                            .asInt()
                    != percent) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        });
    }

    @Override
    public void close() {
        process.close();
    }
}
