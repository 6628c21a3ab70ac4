package dev.trainyard.quiz.lifecycle;

import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.quiz.lifecycle.CourseRecorder.Told;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows when a quiz has closed. In tests a chunk has a hundred answers. */
@QuarkusTest
class SettlementTest {

    @Inject
    Settlements settlements;

    @Inject
    CourseRecorder recorder;

    @Inject
    MeterRegistry metrics;

    @InjectDatabase
    EmbeddedDatabase database;

    private final Host host = Host.fresh();

    /** Nothing that cannot be settled is left to the job of the other tests. */
    @AfterEach
    void refuseNothing() {
        recorder.goAlong();
    }

    @Test
    void smallQuizIsSettledWhenItsCreatorHearsThatItIsClosed() {
        String quiz = host.has("running");

        host.does("close", quiz)
                .then()
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("course.settledAt", notNullValue());
    }

    /** The service is killed after so many chunks; the next one knows no more than what is stored. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 9})
    void settlementGoesOnWhereItWasBrokenOff(int chunks) throws SQLException {
        String quiz = crowded(230);
        settlements.close(host.user().id(), Host.idOf(quiz));
        for (int i = 0; i < chunks; i++) {
            settlements.goOn(host.user().id(), Host.idOf(quiz));
        }

        settlements.finish(host.user().id(), Host.idOf(quiz));

        assertEachEndedOnce(quiz, 230);
    }

    @Test
    void manyMaySettleAQuizAtOnce() throws Exception {
        String quiz = crowded(530);
        settlements.close(host.user().id(), Host.idOf(quiz));

        sixteenAtOnce(i -> {
            settlements.finish(host.user().id(), Host.idOf(quiz));
            return host.user().request().get(quiz);
        });

        assertEachEndedOnce(quiz, 530);
    }

    @Test
    void quizThatCannotBeSettledIsClosedAndHoldsUpNoOther() {
        String stuck = host.has("running");
        String other = host.has("running");
        recorder.refuse(Host.idOf(stuck));
        double failures = failures();

        host.does("close", stuck)
                .then()
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("course.settledAt", nullValue());
        settlements.close(host.user().id(), Host.idOf(other));
        settlements.finish(host.user().id(), Host.idOf(other));

        host.user().request().get(stuck).then().body("course.settledAt", nullValue());
        host.user().request().get(other).then().body("course.settledAt", notNullValue());
        assertThat(failures(), greaterThanOrEqualTo(failures + 2));
    }

    @Test
    void quizThatCouldNotBeSettledIsSettledByTheNextRun() {
        String quiz = host.has("running");
        recorder.refuse(Host.idOf(quiz));
        host.does("close", quiz);
        recorder.goAlong(Host.idOf(quiz));

        settlements.finish(host.user().id(), Host.idOf(quiz));

        host.user().request().get(quiz).then().body("course.settledAt", notNullValue());
    }

    @Test
    void quizIsNotDeletedBeforeItIsSettled() {
        String quiz = host.has("running");
        recorder.refuse(Host.idOf(quiz));
        host.does("close", quiz);

        host.user().request().delete(quiz).then().statusCode(409).body("type", equalTo("urn:problem:quiz-not-settled"));
    }

    @Test
    void versionBeforeCannotDeleteAQuizThatIsNotSettled() {
        String quiz = host.has("running");
        recorder.refuse(Host.idOf(quiz));
        host.does("close", quiz);

        assertThrows(SQLException.class, () -> sql("DELETE FROM quiz WHERE id = '" + Host.idOf(quiz) + "'"));
    }

    /** Which gives all points together with the closing. */
    @Test
    void quizThatTheVersionBeforeClosesIsSettled() throws SQLException {
        String quiz = host.has("running");

        sql("UPDATE quiz SET status = 'closed', closed_at = now(), join_code = NULL WHERE id = '" + Host.idOf(quiz)
                + "'");

        JsonObject course = host.creator().reads(quiz).getJsonObject("course");
        assertThat(course.getString("settledAt"), notNullValue());
        assertEquals(course.getString("closedAt"), course.getString("settledAt"));
    }

    @Test
    void playersAreReadInTheOrderOfTheirIndex() throws SQLException {
        String plan = Plan.of(database, "quiz", SettlementStore.PLAYERS);

        assertThat(plan, containsString("Index Scan using uq_player_name on player"));
        assertThat(plan, not(containsString("Sort")));
    }

    @Test
    void unsettledQuizzesAreReadInTheOrderOfTheirKey() throws SQLException {
        assertThat(
                Plan.of(database, "quiz", SettlementStore.OPEN),
                containsString("Index Only Scan using pk_quiz_settlement on quiz_settlement"));
    }

    private void assertEachEndedOnce(String quiz, int players) {
        List<String> told =
                recorder.toldOf(Host.idOf(quiz)).stream().map(Told::what).toList();
        List<String> ended = told.stream()
                .filter(what -> what.startsWith("ended "))
                .flatMap(what -> Arrays.stream(what.substring(6).split(" ")))
                .sorted()
                .toList();
        assertEquals(
                IntStream.rangeClosed(1, players)
                        .mapToObj(n -> "player-" + n + "-" + Host.idOf(quiz))
                        .sorted()
                        .toList(),
                ended);
        assertEquals(
                List.of("settling", "settled"),
                told.stream().filter(what -> what.startsWith("settl")).toList());
    }

    /** A running quiz with so many players. */
    private String crowded(int players) throws SQLException {
        String quiz = host.has("running");
        sql("""
                INSERT INTO player (user_id, quiz_id, creator_id, name)
                SELECT 'player-' || n || '-' || id, id, user_id, 'Player ' || n
                FROM quiz, generate_series(1, %d) AS n
                WHERE id = '%s'
                """.formatted(players, Host.idOf(quiz)));
        return quiz;
    }

    private void sql(String change) throws SQLException {
        try (var service = database.connectAs("quiz_app");
                var statement = service.createStatement()) {
            statement.executeUpdate(change);
        }
    }

    private double failures() {
        return metrics.get("trainyard.quiz.settlement.failures")
                .tag("reason", "unexpected")
                .counter()
                .count();
    }
}
