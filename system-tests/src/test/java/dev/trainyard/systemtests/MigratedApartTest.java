package dev.trainyard.systemtests;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema as Kubernetes has it migrated: by a process that knows the owner and ends, before one that does not serves. */
class MigratedApartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As in k8s/base: the container "application" knows no owner. */
    private static final Map<String, String> SERVING =
            Map.of("TRAINYARD_DATABASE_MIGRATE", "false", "TRAINYARD_DATABASE_OWNER_PASSWORD", "");

    private static EmbeddedDatabase migrated;

    @BeforeAll
    static void migrate() throws Exception {
        migrated = EmbeddedDatabase.temporary();
        assertEquals(0, ServiceProcess.exitCode(ServiceProcess.WORKOUT, migrating(ServiceProcess.WORKOUT, migrated)));
    }

    @AfterAll
    static void remove() {
        migrated.close();
    }

    /** With nothing but what the manifests give the container: no keys, for one. */
    @ParameterizedTest
    @ValueSource(
            strings = {ServiceProcess.WORKOUT, ServiceProcess.TRAINING, ServiceProcess.DEPLOYMENT, ServiceProcess.QUIZ})
    void everyServiceMigratesAndEnds(String service) throws Exception {
        int exitCode = ServiceProcess.exitCode(service, migrating(service, migrated));

        assertEquals(0, exitCode);
        assertNotEquals(0, migrations(service));
    }

    @Test
    void aMigrationThatFailsIsToldByTheExitCode() throws Exception {
        try (var database = EmbeddedDatabase.temporary()) {
            try (Connection owner = database.connectAs("workout_owner")) {
                owner.createStatement().execute("CREATE TABLE stranger ()");
            }

            assertNotEquals(
                    0, ServiceProcess.exitCode(ServiceProcess.WORKOUT, migrating(ServiceProcess.WORKOUT, database)));
        }
    }

    /** As after a rollback: of the service's migrations and of those that all services have there are more than it knows. */
    @Test
    void versionBeforeStartsOnANewerSchema() throws Exception {
        try (Connection owner = migrated.connectAs("workout_owner")) {
            owner.createStatement().execute("""
                    INSERT INTO flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                    SELECT 900 + row_number() OVER (), version, 'of the next version', 'SQL', 'V' || version || '.sql', 1,
                           current_user, 1, true
                    FROM (VALUES ('0.99'), ('99')) AS next (version)
                    """);
        }

        assertEquals(0, ServiceProcess.exitCode(ServiceProcess.WORKOUT, migrating(ServiceProcess.WORKOUT, migrated)));
    }

    @Test
    void aServiceThatDoesNotMigrateIsReadyOnceSomebodyElseHas() throws Exception {
        try (var database = EmbeddedDatabase.temporary();
                var service = ServiceProcess.start(ServiceProcess.WORKOUT, database, SERVING)) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(ConnectException.class::isInstance)
                    .until(() -> given().get(service.managementUrl() + "/q/health/ready")
                            .path("checks.find { it.name == 'database' }.data.migrated")
                            .equals(false));

            ServiceProcess.exitCode(ServiceProcess.WORKOUT, migrating(ServiceProcess.WORKOUT, database));

            service.awaitReady();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE workout.mine ()",
                "ALTER TABLE workout.workout ADD COLUMN mine integer",
                "DROP TABLE workout.workout_set",
                "CREATE INDEX mine ON workout.workout (started_at)",
                "DELETE FROM workout.flyway_schema_history",
                "SET ROLE workout_owner"
            })
    void theRoleThatServesCannotAlterTheSchema(String statement) throws Exception {
        try (Connection app = migrated.connectAs("workout_app")) {
            SQLException refusal =
                    assertThrows(SQLException.class, () -> app.createStatement().execute(statement));

            assertEquals("42501", refusal.getSQLState(), refusal.getMessage());
        }
    }

    /** As in k8s/base: the container "migration". */
    private static Map<String, String> migrating(String service, EmbeddedDatabase database) {
        Map<String, String> environment = ServiceProcess.configured(service, database);
        environment.put("QUARKUS_INIT_AND_EXIT", "true");
        environment.put("TRAINYARD_DATABASE_MIGRATE", "true");
        return environment;
    }

    private static int migrations(String service) throws SQLException {
        try (Connection owner = migrated.connectAs(service + "_owner");
                var rows = owner.createStatement()
                        .executeQuery("SELECT count(*) FROM flyway_schema_history WHERE success")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
