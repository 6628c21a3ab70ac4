package dev.trainyard.quiz.lifecycle;

import static dev.trainyard.quiz.authoring.Bodies.text;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.job.JobRun;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job runs in the background of all tests as well; what it does is the same whoever runs it. */
@QuarkusTest
class ClosingJobTest {

    @Inject
    ClosingJob job;

    @InjectDatabase
    EmbeddedDatabase database;

    private final Host host = Host.fresh();

    private record Run(boolean isCancelled) implements JobRun {

        @Override
        public void handled(long more) {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "running"})
    void quizWhoseTimeHasComeIsClosed(String status) throws SQLException {
        String quiz = host.has(status);
        endsIn(quiz, "-1 minute");

        run();

        assertEquals("closed", statusOf(quiz));
    }

    /** Of 10 s of grace, and 5 s for answers that came by then and wait. */
    @ParameterizedTest
    @ValueSource(strings = {"1 minute", "-9 seconds", "-12 seconds"})
    void quizWhoseAnswersMayStillComeInGoesOn(String interval) throws SQLException {
        String quiz = host.starts(Host.paced(text()).put("settings", new JsonObject().put("graceMs", 10_000)));
        endsIn(quiz, interval);

        run();

        assertEquals("running", statusOf(quiz));
    }

    @Test
    void quizWithoutAnEndGoesOn() {
        String quiz = host.has("running");

        run();

        assertEquals("running", statusOf(quiz));
    }

    @Test
    void quizThatCannotBeClosedHoldsUpNoOtherAndIsClosedLater() throws SQLException {
        String stuck = host.has("running");
        String other = host.has("running");
        String before;
        try (var admin = database.connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    ALTER TABLE quiz.quiz_settlement ADD CONSTRAINT ck_stuck CHECK (quiz_id <> '%s')
                    """.formatted(Host.idOf(stuck)));
            // Not before: the service's own job would close it.
            endsIn(stuck, "-2 minutes");
            endsIn(other, "-1 minute");
            run();
            before = statusOf(stuck);
            statement.execute("ALTER TABLE quiz.quiz_settlement DROP CONSTRAINT ck_stuck");
        }
        run();

        assertEquals("running", before);
        assertEquals("closed", statusOf(stuck));
        assertEquals("closed", statusOf(other));
    }

    @Test
    void moreThanAChunkAreClosedByOneRun() throws SQLException {
        try (var service = database.connectAs("quiz_app");
                var statement = service.prepareStatement("""
                        INSERT INTO quiz (user_id, title, status, opened_at, closes_at, join_code)
                        SELECT ?, 'Quiz ' || i, 'open', now(), now() - interval '1 minute',
                               upper(substr(md5(random()::text), 1, 6))
                        FROM generate_series(1, 101) AS i
                        """)) {
            statement.setString(1, host.user().id());
            statement.executeUpdate();
        }

        run();

        host.user()
                .request()
                .queryParam("status", "closed")
                .queryParam("limit", 200)
                .get(Creator.QUIZZES)
                .then()
                .body("items", hasSize(101));
    }

    @Test
    void dueQuizzesAreFoundWithoutLookingAtTheOthers() throws SQLException {
        String plan = Plan.of(database, "quiz", LifecycleStore.DUE);

        assertThat(plan, containsString("Index Scan using ix_quiz_closes_at on quiz"));
        assertThat(plan, not(containsString("Sort")));
    }

    private void run() {
        job.run(new Run(false));
    }

    private void endsIn(String quiz, String interval) throws SQLException {
        try (var admin = database.connectAsAdmin();
                var statement =
                        admin.prepareStatement("UPDATE quiz.quiz SET closes_at = now() + ?::interval WHERE id = ?")) {
            statement.setString(1, interval);
            statement.setObject(2, Host.idOf(quiz));
            assertEquals(1, statement.executeUpdate());
        }
    }

    private String statusOf(String quiz) {
        return host.creator().reads(quiz).getString("status");
    }
}
