package dev.trainyard.quiz.leaderboard;

import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LeaderboardRolloutTest {

    private static final String ROLLOUT = "/monitoring/rollouts/leaderboard-sql";

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    Database database;

    private final TestUser admin = TestUser.fresh("admin");

    @AfterEach
    void asUsual() {
        roll(100, 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "dense", "first_to_finish", "earliest_correct"})
    void bothSayTheSameWhenTheyAreCompared(String ties) {
        JsonPath before = roll(100, 1000);
        PlayedQuiz quiz = PlayedQuiz.running(database, ties).crowd(50, 2);

        quiz.creator().request().get(quiz.path()).then().statusCode(200);

        JsonPath after = state();
        assertEquals(before.getInt("thisReplica.comparisons") + 1, after.getInt("thisReplica.comparisons"));
        assertEquals(before.getInt("thisReplica.mismatches"), after.getInt("thisReplica.mismatches"));
    }

    @Test
    void plainAnswersWhereFastIsTurnedOff() {
        JsonPath before = roll(0, 0);
        PlayedQuiz quiz = PlayedQuiz.running(database, "dense");
        quiz.player("Ada", 100);
        quiz.player("Bob", 100);
        quiz.player("Cid", 50);

        quiz.creator().request().get(quiz.path()).then().body("items.rank", contains(1, 1, 2));

        JsonPath after = state();
        assertEquals(before.getInt("thisReplica.plain.calls") + 1, after.getInt("thisReplica.plain.calls"));
        assertEquals(before.getInt("thisReplica.fast.calls"), after.getInt("thisReplica.fast.calls"));
    }

    private JsonPath state() {
        return admin.request().get(management.resolve(ROLLOUT)).jsonPath();
    }

    private JsonPath roll(int percent, int comparePerMille) {
        return admin.sends("{\"percent\":%d,\"comparePerMille\":%d}".formatted(percent, comparePerMille))
                .put(management.resolve(ROLLOUT))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
