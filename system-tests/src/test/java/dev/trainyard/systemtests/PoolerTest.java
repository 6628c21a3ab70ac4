package dev.trainyard.systemtests;

import static dev.trainyard.systemtests.ServiceProcess.DEPLOYMENT;
import static dev.trainyard.systemtests.ServiceProcess.WORKOUT;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services whose pool is behind a pooler in transaction mode, with fewer sessions than they have connections. */
class PoolerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SESSIONS = 2;

    private static EmbeddedDatabase database;
    private static PgBouncer pooler;
    private static ServiceProcess workouts;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assumeTrue(PgBouncer.isInstalled(), "There is no pgbouncer here (apt-get install pgbouncer)");
        database = EmbeddedDatabase.temporary();
        pooler = PgBouncer.start(database, folder, SESSIONS, "workout_app", "deployment_app");
        workouts = started(WORKOUT);
    }

    @AfterAll
    static void stop() {
        if (workouts != null) {
            workouts.close();
        }
        if (pooler != null) {
            pooler.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void requestsShareSessions() {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<Integer>>> users = IntStream.range(0, 12)
                    .mapToObj(user -> CompletableFuture.supplyAsync(() -> trains("trainee-" + user), clients))
                    .toList();

            assertEquals(
                    Set.of(201),
                    users.stream().flatMap(user -> user.join().stream()).collect(Collectors.toSet()));
        }
    }

    @Test
    void importsHaveTheirTemporaryTablesForThemselves() {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> users = IntStream.range(0, 3)
                    .mapToObj(user -> CompletableFuture.supplyAsync(() -> imports("importer-" + user), clients))
                    .toList();

            assertEquals(
                    Set.of(201), users.stream().map(CompletableFuture::join).collect(Collectors.toSet()));
        }
    }

    @Test
    void newsOfAnotherReplicaAreHeard() throws Exception {
        try (var other = started(WORKOUT)) {
            String exercise = as("ada")
                    .body("{\"name\": \"My own thing\"}")
                    .post(workouts.url() + "/api/v1/exercises")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            String squat = as("ada")
                    .get(workouts.url() + "/api/v1/exercises/resolve?name=Squat (Barbell)")
                    .path("master.id");
            await().atMost(PATIENCE).until(PoolerTest::hears);
            // Now it is remembered, for ten minutes.
            assertEquals("none", reason());

            as("ada")
                    .body("{\"masterExerciseId\": \"%s\"}".formatted(squat))
                    .put(other.url() + "/api/v1/exercise-links/" + exercise)
                    .then()
                    .statusCode(200);
            await().atMost(PATIENCE).until(PoolerTest::reason, "link"::equals);
        }
    }

    @Test
    void runsOfWorkflowsComplete() throws Exception {
        try (var service = started(DEPLOYMENT)) {
            String workflow = as("ada")
                    .body("""
                            {"definition": {
                              "document": {"dsl": "1.0.0", "namespace": "tests", "name": "pooled", "version": "1.0.0"},
                              "do": [{"pause": {"wait": {"seconds": 2}}}, {"after": {"set": {"waited": true}}}]}}
                            """)
                    .post(service.url() + "/api/v1/workflows")
                    .path("id");
            String deployment = as("ada")
                    .body("{\"workflowId\": \"" + workflow + "\"}")
                    .post(service.url() + "/api/v1/deployments")
                    .path("id");
            List<String> runs = IntStream.range(0, 20)
                    .mapToObj(i -> as("ada")
                            .header("Prefer", "respond-async")
                            .body("{}")
                            .post(service.url() + "/api/v1/deployments/" + deployment + "/invoke")
                            .<String>path("id"))
                    .toList();

            for (String run : runs) {
                await().atMost(PATIENCE)
                        .until(
                                () -> as("ada")
                                        .get(service.url() + "/api/v1/invocations/" + run)
                                        .path("status"),
                                "completed"::equals);
            }
        }
    }

    @Test
    void readinessOutlastsAPoolerWithoutASessionToGive() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection admin = database.connectAsAdmin()) {
            admin.setAutoCommit(false);
            admin.createStatement().execute("LOCK TABLE workout.workout IN ACCESS EXCLUSIVE MODE");
            IntStream.range(0, SESSIONS + 2).forEach(user -> clients.execute(() -> trains("patient-" + user)));
            await().atMost(PATIENCE).until(() -> waiting() == SESSIONS);

            // Longer than the probe bears without an answer.
            await().during(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .until(
                            () -> given().get(workouts.managementUrl() + "/q/health/ready")
                                    .statusCode(),
                            status -> status == 200);
            admin.rollback();
        }
    }

    private static ServiceProcess started(String service) throws Exception {
        ServiceProcess process = ServiceProcess.start(service, database, pooler.before(database));
        try {
            process.awaitReady();
        } catch (RuntimeException late) {
            process.close();
            throw late;
        }
        return process;
    }

    /** A workout of ten sets: what each was answered with. */
    private static List<Integer> trains(String user) {
        String workout =
                as(user).body("{}").post(workouts.url() + "/api/v1/workouts").path("id");
        return IntStream.range(0, 10)
                .map(set -> as(user).body("""
                                {"exercise": "Squat", "weight": %d, "unit": "kg", "reps": 5}
                                """.formatted(100 + set))
                        .post(workouts.url() + "/api/v1/workouts/" + workout + "/sets")
                        .statusCode())
                .boxed()
                .toList();
    }

    private static int imports(String user) {
        StringBuilder rows = new StringBuilder("Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n");
        for (int set = 1; set <= 500; set++) {
            rows.append("2024-11-28 17:36:08,B,35m,Row,%d,60.0,8%n".formatted(set));
        }
        return as(user).contentType("text/csv")
                .body(rows.toString())
                .post(workouts.url() + "/api/v1/imports")
                .statusCode();
    }

    private static boolean hears() {
        return given().get(workouts.managementUrl() + "/metrics")
                .asString()
                .lines()
                .anyMatch(line -> line.startsWith("trainyard_workout_resolution_hearing") && line.endsWith(" 1.0"));
    }

    private static String reason() {
        return as("ada")
                .get(workouts.url() + "/api/v1/exercises/resolve?name=My own thing")
                .path("reason");
    }

    private static int waiting() throws Exception {
        try (Connection admin = database.connectAsAdmin();
                var row = admin.createStatement()
                        .executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation IS NOT NULL")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static RequestSpecification as(String user) {
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + TestTokens.of(user, "user"));
    }
}
