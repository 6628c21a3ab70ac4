package dev.trainyard.workout.resolution;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import dev.trainyard.workout.catalogue.Catalogue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica remembers, and when it forgets. Direct changes of the database are what another replica does. */
@QuarkusTest
class ResolutionMemoryTest {

    private static final Resolution NOTHING = new Resolution(null, null, Reason.NONE);

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    ResolutionMemory memory;

    @Inject
    RememberedNames names;

    @Inject
    WarmUp warmUp;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final TestUser ada = TestUser.fresh();
    private final String name = Catalogue.freshName();

    @BeforeEach
    void hearing() {
        await().until(memory::isHearing);
    }

    private void execute(String sql) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("SET search_path = workout");
            statement.execute(sql);
        }
    }

    private boolean remembers(String wanted) {
        return memory.recall(ada.id(), List.of(wanted), memory.stamp(ada.id())).containsKey(wanted);
    }

    /** Whether it does after it was asked for: news of what other tests did may still come in between. */
    private void awaitRemembered() {
        await().until(() -> {
            resolve();
            return remembers(name);
        });
    }

    private Resolution resolve() {
        return names.resolve(ada.id(), List.of(name)).getFirst();
    }

    @Test
    void nameIsRememberedOnceItWasAskedFor() {
        assertFalse(remembers(name));
        awaitRemembered();
    }

    @Test
    void exerciseThatAnotherReplicaMadeIsHeardOf() throws Exception {
        assertNull(resolve().exercise());
        execute("INSERT INTO exercise (user_id, name) VALUES ('%s', '%s')".formatted(ada.id(), name));
        await().until(() -> resolve().exercise() != null);
    }

    @Test
    void exerciseThatAnotherReplicaRenamedOrRemovedIsHeardOf() throws Exception {
        execute("INSERT INTO exercise (user_id, name) VALUES ('%s', '%s')".formatted(ada.id(), name));
        await().until(() -> resolve().exercise() != null);
        execute("UPDATE exercise SET name = 'something else' WHERE user_id = '%s'".formatted(ada.id()));
        await().until(() -> resolve().exercise() == null);
        execute("UPDATE exercise SET name = '%s' WHERE user_id = '%s'".formatted(name, ada.id()));
        await().until(() -> resolve().exercise() != null);
        execute("DELETE FROM exercise WHERE user_id = '%s'".formatted(ada.id()));
        await().until(() -> resolve().exercise() == null);
    }

    @Test
    void catalogueThatAnotherReplicaChangedIsHeardOf() throws Exception {
        assertNull(resolve().master());
        execute("INSERT INTO master_exercise (name, category) VALUES ('%s', 'strength')".formatted(name));
        await().until(() -> resolve().master() != null);
    }

    @Test
    void changeWithinAReadLeavesNothingBehind() {
        long before = memory.stamp(ada.id());
        memory.forget(ada.id());
        memory.remember(ada.id(), name, NOTHING, before);
        assertFalse(remembers(name));
    }

    @Test
    void changeOfOneUserLeavesOthersAlone() {
        await().until(() -> {
            resolve();
            // One in some thousand shares a stamp.
            memory.forget(TestUser.fresh().id());
            return remembers(name);
        });
    }

    @Test
    void transactionNeitherRemembersNorBelievesWhatIsRemembered() {
        QuarkusTransaction.requiringNew().run(this::resolve);
        assertFalse(remembers(name));
    }

    @Test
    void nothingIsRememberedWithoutAConnectionAndAllIsForgottenOnTheNext() throws Exception {
        resolve();
        long stamp = memory.stamp(ada.id());
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'workout-listener'");
        await().until(() -> memory.stamp(ada.id()) != stamp && memory.isHearing());
        assertFalse(remembers(name));
        awaitRemembered();
    }

    @Test
    void memoryThatHearsNothingIsPassedBy() {
        resolve();
        memory.stopHearing();
        try {
            assertEquals(Map.of(), memory.recall(ada.id(), List.of(name), memory.stamp(ada.id())));
            assertEquals(NOTHING, resolve());
        } finally {
            memory.startHearing();
        }
    }

    @Test
    void namesOfWhoIsTrainingAreReadAhead() {
        String exercise = Catalogue.freshName();
        Training.add(ada, Training.start(ada), exercise, "50", 5);
        await().until(() -> {
            warmUp.run();
            return remembers(exercise) && remembers("Squat (Barbell)");
        });
    }

    @Test
    void metricsTellHowMuchIsRemembered() {
        resolve();
        resolve();
        String metrics = given().get(management.resolve("/metrics")).asString();
        assertThat(metrics, containsString("trainyard_workout_resolution_hit_ratio"));
        assertThat(metrics, containsString("trainyard_workout_resolution_hearing 1.0"));
        assertThat(metrics, containsString("cache_gets_total{cache=\"resolution\""));
    }
}
