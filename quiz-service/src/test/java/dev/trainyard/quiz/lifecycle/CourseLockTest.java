package dev.trainyard.quiz.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Players who are just joining: their transactions hold the key of the quiz. */
@QuarkusTest
class CourseLockTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final Host host = Host.fresh();

    @ParameterizedTest
    @CsvSource({"start,open", "next,running"})
    void hostDoesNotWaitForThoseWhoJoin(String verb, String status) throws SQLException {
        String quiz = host.has(status);
        try (Connection player = database.connectAs("quiz_app")) {
            join(player, quiz);

            int answer = host.does(verb, quiz).statusCode();

            assertEquals(200, answer);
            player.rollback();
        }
    }

    @Test
    void endWaitsForThoseWhoJoin() throws SQLException, InterruptedException, ExecutionException {
        String quiz = host.has("running");
        try (Connection player = database.connectAs("quiz_app")) {
            int pid = join(player, quiz);
            Future<Integer> end =
                    CompletableFuture.supplyAsync(() -> host.does("close", quiz).statusCode());

            boolean waits = somebodyWaitsFor(pid);
            player.commit();

            assertTrue(waits, "The quiz was closed while somebody joined it");
            assertEquals(200, end.get());
        }
    }

    /** The process of the database that holds the locks of the one who joins. */
    private int join(Connection player, String quiz) throws SQLException {
        player.setAutoCommit(false);
        try (var insert = player.prepareStatement("""
                INSERT INTO player (user_id, quiz_id, creator_id, name) VALUES (?, ?, ?, 'Ada')
                RETURNING pg_backend_pid()
                """)) {
            insert.setString(1, TestUser.fresh().id());
            insert.setObject(2, Host.idOf(quiz));
            insert.setString(3, host.user().id());
            var row = insert.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    private boolean somebodyWaitsFor(int pid) throws SQLException {
        Instant bound = Instant.now().plus(Duration.ofSeconds(10));
        try (Connection admin = database.connectAsAdmin();
                var query =
                        admin.prepareStatement("SELECT FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))")) {
            query.setInt(1, pid);
            boolean waits = false;
            while (!waits && Instant.now().isBefore(bound)) {
                waits = query.executeQuery().next();
            }
            return waits;
        }
    }
}
