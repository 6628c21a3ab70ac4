package dev.trainyard.deployment.deployment;

import static dev.trainyard.deployment.deployment.Deployments.created;
import static dev.trainyard.deployment.deployment.Deployments.idOf;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica remembers, and when it forgets. Direct changes of the database are what another replica does. */
@QuarkusTest
class DeploymentMemoryTest {

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    DeploymentMemory memory;

    @Inject
    ActiveDeployments deployments;

    @Inject
    AgroalDataSource pool;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();
    private String path;
    private UUID id;

    @BeforeEach
    void deploymentThatIsHeardOf() {
        await().until(memory::isHearing);
        path = created(ada);
        id = UUID.fromString(idOf(path));
    }

    private void execute(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = deployment");
            statement.execute(sql);
        }
    }

    private Optional<ActiveDeployment> find() {
        return deployments.find(ada.id(), id);
    }

    private boolean isRemembered() {
        return memory.recall(ada.id(), id, memory.stamp(id)).isPresent();
    }

    /** Whether it is after it was asked for: news of what other tests did may still come in between. */
    private void awaitRemembered() {
        await().until(() -> {
            find();
            return isRemembered();
        });
    }

    @Test
    void deploymentIsRememberedOnceItWasAskedFor() {
        assertFalse(isRemembered());
        awaitRemembered();
        assertEquals(find(), find());
    }

    @Test
    void ownChangeIsSeenAtOnce() {
        awaitRemembered();
        ada.request().post(path + "/pause");
        assertFalse(find().orElseThrow().isActive());
    }

    @Test
    void changeByAnotherReplicaIsHeardOf() throws Exception {
        awaitRemembered();
        execute("UPDATE deployment SET is_active = false, paused_because = 'owner' WHERE id = '" + id + "'");
        await().atMost(Duration.ofSeconds(1)).until(() -> !find().orElseThrow().isActive());
        awaitRemembered();
        execute("DELETE FROM deployment WHERE id = '" + id + "'");
        await().atMost(Duration.ofSeconds(1)).until(() -> find().isEmpty());
    }

    @Test
    void changeThatIsTakenBackIsNotHeardOf() throws Exception {
        awaitRemembered();
        execute("BEGIN; UPDATE deployment SET active_version = 7 WHERE id = '" + id + "'; ROLLBACK");
        assertEquals(1, find().orElseThrow().activeVersion());
    }

    @Test
    void changeWithinAReadLeavesNothingBehind() {
        long before = memory.stamp(id);
        ActiveDeployment read = find().orElseThrow();
        memory.forget(id);
        memory.remember(read, before);
        assertFalse(isRemembered());
    }

    @Test
    void deploymentOfAnotherUserIsNotFound() {
        awaitRemembered();
        assertEquals(Optional.empty(), deployments.find(TestUser.fresh().id(), id));
    }

    @Test
    void transactionRemembersNothing() {
        QuarkusTransaction.requiringNew().run(this::find);
        assertFalse(isRemembered());
    }

    @Test
    void nothingIsRememberedWithoutAConnectionAndAllIsForgottenOnTheNext() throws Exception {
        awaitRemembered();
        long stamp = memory.stamp(id);
        execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deployment-listener'");
        await().until(() -> memory.stamp(id) != stamp && memory.isHearing());
        assertFalse(isRemembered());
        awaitRemembered();
    }

    @Test
    void memoryThatHearsNothingIsPassedBy() throws Exception {
        awaitRemembered();
        memory.stopHearing();
        try {
            execute("UPDATE deployment SET name = 'Renamed' WHERE id = '" + id + "'");
            assertEquals("Renamed", find().orElseThrow().name());
        } finally {
            memory.startHearing();
        }
    }

    @Test
    void metricsTellHowMuchIsRemembered() {
        awaitRemembered();
        String metrics = given().get(management.resolve("/metrics")).asString();
        assertThat(metrics, containsString("trainyard_deployment_memory_hearing 1.0"));
        assertThat(metrics, containsString("cache_gets_total{cache=\"deployments\""));
    }

    @Test
    void poolHasTheSizeAndPatienceThatItIsToHave() {
        var bounds = pool.getConfiguration().connectionPoolConfiguration();
        assertEquals(2, bounds.minSize());
        assertEquals(10, bounds.maxSize());
        assertEquals(Duration.ofSeconds(5), bounds.acquisitionTimeout());
        given().get(management.resolve("/monitoring/stats"))
                .then()
                .body("database.pool.max", equalTo(10))
                .body("database.pool.active", greaterThanOrEqualTo(0))
                .body("database.pool.awaiting", greaterThanOrEqualTo(0));
    }
}
