package dev.trainyard.quiz.authoring;

import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static dev.trainyard.quiz.authoring.Creator.QUIZZES;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class QuizSettingsTest {

    private static final JsonObject USUAL = new JsonObject()
            .put("pace", "self")
            .putNull("timeLimitSeconds")
            .put("graceMs", 500)
            .put("attempts", 1)
            .put("answersChangeable", false)
            .put("shufflesQuestions", false)
            .put("shufflesOptions", false)
            .put("scoring", "correct_only")
            .put("streakBonus", false)
            .put("ties", "shared")
            .put("maxPlayers", 10_000)
            .put("showsLeaderboard", "after_closing");

    private static final JsonObject OTHER = new JsonObject()
            .put("pace", "self")
            .put("timeLimitSeconds", 600)
            .put("graceMs", 0)
            .put("attempts", 3)
            .put("answersChangeable", false)
            .put("shufflesQuestions", true)
            .put("shufflesOptions", true)
            .put("scoring", "kahoot")
            .put("streakBonus", true)
            .put("ties", "earliest_correct")
            .put("maxPlayers", 100_000)
            .put("showsLeaderboard", "never");

    @InjectDatabase
    EmbeddedDatabase database;

    private final Creator ada = Creator.fresh();

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"settings\":null}", "{\"settings\":{}}", "{\"settings\":{\"pace\":null}}"})
    void whatIsNotSaidHasItsDefault(String said) {
        String quiz = ada.writes(quiz().mergeIn(new JsonObject(said)));

        assertEquals(USUAL, settingsOf(quiz));
    }

    @Test
    void draftThatWasThereBeforeHasTheSameDefaults() throws SQLException {
        UUID id;
        try (var service = database.connectAs("quiz_app");
                var insert =
                        service.prepareStatement("INSERT INTO quiz (user_id, title) VALUES (?, 'Old') RETURNING id")) {
            insert.setString(1, ada.user().id());
            var row = insert.executeQuery();
            row.next();
            id = row.getObject(1, UUID.class);
        }

        assertEquals(USUAL, settingsOf(QUIZZES + "/" + id));
    }

    @Test
    void settingsComeBackAsTheyWereWritten() {
        String quiz = ada.writes(quiz().put("settings", OTHER));

        assertEquals(OTHER, settingsOf(quiz));
    }

    @Test
    void oneSettingLeavesTheOthersAtTheirDefaults() {
        String quiz = ada.writes(quiz().put("settings", new JsonObject().put("ties", "dense")));

        assertEquals(USUAL.copy().put("ties", "dense"), settingsOf(quiz));
    }

    @Test
    void replacingAQuizReplacesItsSettings() {
        String quiz = ada.writes(quiz().put("settings", OTHER));

        ada.puts(quiz, "\"1\"", quiz().put("settings", new JsonObject().put("pace", "host")));

        assertEquals(USUAL.copy().put("pace", "host"), settingsOf(quiz));
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String quiz = ada.writes(quiz().put("settings", OTHER));

        ada.puts(quiz, "\"1\"", quiz().put("settings", settingsOf(quiz)));

        assertEquals(OTHER, settingsOf(quiz));
    }

    @ParameterizedTest
    @CsvSource({
        "timeLimitSeconds,4",
        "timeLimitSeconds,86401",
        "timeLimitSeconds,\"60\"",
        "timeLimitSeconds,60.5",
        "graceMs,-1",
        "graceMs,10001",
        "attempts,0",
        "attempts,11",
        "maxPlayers,0",
        "maxPlayers,100001",
        "pace,\"fast\"",
        "pace,0",
        "scoring,\"KAHOOT\"",
        "ties,\"none\"",
        "showsLeaderboard,true",
        "streakBonus,\"yes\"",
        "answersChangeable,1",
        "shufflesQuestions,\"\"",
        "shufflesOptions,[]",
        "colour,\"red\""
    })
    void settingOutOfBoundsIsRefused(String setting, String value) {
        Response refused = ada.user()
                .sends("{\"title\":\"a\",\"questions\":[],\"settings\":{\"" + setting + "\":" + value + "}}")
                .post(QUIZZES);

        isRefusedAt(refused, "/settings/" + setting);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attempts          | {"pace": "host", "attempts": 2}
            shufflesQuestions | {"pace": "host", "shufflesQuestions": true}
            streakBonus       | {"streakBonus": true}
            streakBonus       | {"streakBonus": true, "scoring": "classquiz"}
            streakBonus       | {"streakBonus": true, "scoring": "kahoot", "answersChangeable": true}
            showsLeaderboard  | {"showsLeaderboard": "always", "answersChangeable": true}
            showsLeaderboard  | {"showsLeaderboard": "always", "attempts": 2}
            """)
    void settingsThatContradictEachOtherAreRefused(String setting, String settings) {
        JsonObject draft = quiz().put("settings", new JsonObject(settings));
        String quiz = ada.writes(quiz(text()));

        isRefusedAt(ada.posts(QUIZZES, draft), "/settings/" + setting);
        isRefusedAt(ada.puts(quiz, "\"1\"", draft), "/settings/" + setting);
        assertEquals(1, ada.questionsOf(quiz).size());
    }

    @Test
    void allContradictionsAreNamedAtOnce() {
        JsonObject settings = new JsonObject()
                .put("pace", "host")
                .put("attempts", 2)
                .put("shufflesQuestions", true)
                .put("streakBonus", true);

        ada.posts(QUIZZES, quiz().put("settings", settings))
                .then()
                .statusCode(400)
                .body(
                        "violations.pointer",
                        equalTo(List.of("/settings/attempts", "/settings/shufflesQuestions", "/settings/streakBonus")));
    }

    private JsonObject settingsOf(String quiz) {
        return ada.reads(quiz).getJsonObject("settings");
    }

    private static void isRefusedAt(Response response, String pointer) {
        response.then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.in", contains("body"))
                .body("violations.pointer", contains(pointer));
    }
}
