package dev.trainyard.deployment.invocation;

import static dev.trainyard.deployment.invocation.Deployed.FAILURE;
import static dev.trainyard.deployment.invocation.Deployed.LONG;
import static dev.trainyard.deployment.invocation.Deployed.NOTHING;
import static dev.trainyard.deployment.invocation.Deployed.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FailurePauseTest {

    private final TestUser ada = TestUser.fresh();

    @InjectDatabase
    EmbeddedDatabase database;

    private Deployed deployed;

    @BeforeEach
    void deploy() throws SQLException {
        deployed = Deployed.by(ada, database).with("{\"pauseAfterFailures\":3}");
    }

    private void run(String... inputs) {
        for (String input : inputs) {
            deployed.invoke(input);
        }
    }

    private boolean isPausedByFailures() throws SQLException {
        return deployed.count("""
                SELECT count(*) FROM deployment
                WHERE user_id = ? AND id = ? AND NOT is_active AND paused_because = 'failures'
                """) == 1;
    }

    private long revision() throws SQLException {
        return deployed.count("SELECT revision FROM deployment WHERE user_id = ? AND id = ?");
    }

    @Test
    void soManyFailuresInARowPauseIt() throws SQLException {
        long before = revision();
        run(FAILURE, FAILURE, FAILURE);
        assertEquals(true, isPausedByFailures());
        assertEquals(before + 1, revision());
    }

    @Test
    void fewerDoNot() throws SQLException {
        run(FAILURE, FAILURE);
        assertEquals(false, isPausedByFailures());
    }

    @Test
    void successInBetweenBeginsTheRowAnew() throws SQLException {
        run(FAILURE, FAILURE, NOTHING, FAILURE, FAILURE);
        assertEquals(false, isPausedByFailures());
        run(FAILURE);
        assertEquals(true, isPausedByFailures());
    }

    @Test
    void cancelledRunIsNoFailureAndNoSuccess() throws SQLException {
        run(FAILURE, FAILURE);
        String invocation = deployed.begun(LONG);
        ada.request().post(invocation + "/cancel");
        ada.request().queryParam("wait", "PT10S").get(invocation);
        assertEquals(false, isPausedByFailures());
        run(FAILURE);
        assertEquals(true, isPausedByFailures());
    }

    @Test
    void resumedOneIsPausedByNewFailuresOnly() throws SQLException {
        run(FAILURE, FAILURE, FAILURE);
        deployed.resume();
        run(FAILURE, FAILURE);
        assertEquals(false, isPausedByFailures());
        run(FAILURE);
        assertEquals(true, isPausedByFailures());
    }

    @Test
    void whoDoesNotWantThatIsNotPaused() throws SQLException {
        deployed.with("{\"pauseAfterFailures\":null}");
        run(FAILURE, FAILURE, FAILURE, FAILURE);
        assertEquals(false, isPausedByFailures());
    }

    @Test
    void ownersPauseStaysTheOwners() throws SQLException {
        run(FAILURE, FAILURE);
        String invocation = deployed.begun("{\"waitMillis\":200,\"fault\":true}");
        deployed.pause();
        ada.request().queryParam("wait", "PT10S").get(invocation);
        assertEquals(false, isPausedByFailures());
    }

    @Test
    void failuresAtOncePauseItOnce() throws Exception {
        long before = revision();
        atOnce(16, _ -> deployed.invoke(FAILURE).statusCode());
        assertEquals(true, isPausedByFailures());
        assertEquals(before + 1, revision());
    }
}
