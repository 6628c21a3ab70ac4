package dev.trainyard.quiz.authoring;

import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API refuses, the database does not hold either, whoever writes it. */
@QuarkusTest
class QuestionTableTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final Creator ada = Creator.fresh();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ck_quiz_title       | title = ''
            ck_quiz_title       | title = repeat('a', 201)
            ck_quiz_description | description = repeat('a', 2001)
            ck_quiz_status      | status = 'opened'
            ck_quiz_pace        | pace = 'both'
            ck_quiz_time_limit_seconds | time_limit_seconds = 4
            ck_quiz_time_limit_seconds | time_limit_seconds = 86401
            ck_quiz_grace_ms    | grace_ms = -1
            ck_quiz_grace_ms    | grace_ms = 10001
            ck_quiz_attempts    | attempts = 0
            ck_quiz_attempts    | attempts = 11
            ck_quiz_scoring     | scoring = 'jeopardy'
            ck_quiz_streak_bonus | streak_bonus = true
            ck_quiz_streak_bonus | streak_bonus = true, scoring = 'kahoot', answers_changeable = true
            ck_quiz_ties        | ties = 'random'
            ck_quiz_max_players | max_players = 0
            ck_quiz_max_players | max_players = 100001
            ck_quiz_join_code   | status = 'open', opened_at = now(), join_code = 'abcdef'
            ck_quiz_host        | pace = 'host', attempts = 2
            ck_quiz_host_order  | pace = 'host', shuffles_questions = true
            ck_quiz_shows_leaderboard | shows_leaderboard = 'sometimes'
            ck_quiz_shows_no_answers | shows_leaderboard = 'always', answers_changeable = true
            ck_quiz_shows_no_answers | shows_leaderboard = 'always', attempts = 2
            ck_quiz_course      | opened_at = now()
            ck_quiz_course      | status = 'open', opened_at = now()
            ck_quiz_course      | status = 'running', opened_at = now(), join_code = 'AAAAAA'
            ck_quiz_course      | status = 'closed', opened_at = now()
            """)
    void quizOutOfBoundsIsRefused(String constraint, String change) {
        String quiz = idOf(ada.writes(quiz()));

        isRefusedBy(constraint, "UPDATE quiz SET " + change + " WHERE id = '" + quiz + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ck_question_position           | text            | position = 0
            ck_question_position           | text            | position = 501
            ck_question_kind               | text            | kind = 'essay', accepted_texts = NULL
            ck_question_text               | text            | text = ''
            ck_question_text               | text            | text = repeat('a', 2001)
            ck_question_points             | text            | points = 0
            ck_question_points             | text            | points = 100001
            ck_question_time_limit_seconds | text            | time_limit_seconds = 4
            ck_question_time_limit_seconds | text            | time_limit_seconds = 3601
            ck_question_options            | ordering        | options = NULL
            ck_question_options            | ordering        | options = '{}'
            ck_question_options            | ordering        | options = '{a}'
            ck_question_options            | ordering        | options = array_fill('a'::text, '{13}')
            ck_question_options            | text            | options = '{a,b}'
            ck_answer_text                 | ordering        | options = '{a,""}'
            ck_answer_text                 | ordering        | options = '{a,NULL}'
            ck_answer_text                 | ordering        | options = ARRAY['a', repeat('a', 501)]
            ck_question_right_options      | single_choice   | right_options = NULL
            ck_question_right_options      | single_choice   | right_options = '{}'
            ck_question_right_options      | single_choice   | right_options = '{0,1}'
            ck_question_right_options      | single_choice   | right_options = '{-1}'
            ck_question_right_options      | single_choice   | right_options = '{2}'
            ck_question_right_options      | single_choice   | right_options = '{NULL}'
            ck_question_right_options      | multiple_choice | right_options = NULL
            ck_question_right_options      | multiple_choice | right_options = '{}'
            ck_question_right_options      | multiple_choice | right_options = '{0,2}'
            ck_question_right_options      | ordering        | right_options = '{0}'
            ck_question_right_value        | numeric         | right_value = NULL
            ck_question_right_value        | numeric         | right_value = 1e12
            ck_question_right_value        | numeric         | right_value = -1e12
            ck_question_right_value        | numeric         | right_value = 'NaN'
            ck_question_right_value        | numeric         | right_value = 0.0000001
            ck_question_right_value        | text            | right_value = 1
            ck_question_tolerance          | numeric         | tolerance = NULL
            ck_question_tolerance          | numeric         | tolerance = -1
            ck_question_tolerance          | numeric         | tolerance = 1e12
            ck_question_tolerance          | numeric         | tolerance = 0.0000001
            ck_question_tolerance          | text            | tolerance = 1
            ck_question_accepted_texts     | text            | accepted_texts = NULL
            ck_question_accepted_texts     | text            | accepted_texts = '{}'
            ck_question_accepted_texts     | text            | accepted_texts = array_fill('a'::text, '{21}')
            ck_question_accepted_texts     | ordering        | accepted_texts = '{a}'
            ck_answer_text                 | text            | accepted_texts = '{""}'
            """)
    void questionOutOfBoundsIsRefused(String constraint, String kind, String change) throws SQLException {
        String quiz = idOf(ada.writes(quiz()));
        insert(quiz, kind);

        isRefusedBy(constraint, "UPDATE question SET " + change + " WHERE quiz_id = '" + quiz + "'");
    }

    @Test
    void positionIsTakenOnce() throws SQLException {
        String quiz = idOf(ada.writes(quiz()));
        insert(quiz, "text");

        isRefusedBy("uq_question_position", insertion(quiz, "text"));
    }

    @Test
    void questionCannotBePartOfAnotherUsersQuiz() {
        String foreign = idOf(Creator.fresh().writes(quiz()));

        isRefusedBy("fk_question_quiz", insertion(foreign, "text"));
    }

    private void insert(String quiz, String kind) throws SQLException {
        try (Connection connection = database.connectAs("quiz_app");
                var statement = connection.createStatement()) {
            statement.execute(insertion(quiz, kind));
        }
    }

    private String insertion(String quiz, String kind) {
        Map<String, String> row = new LinkedHashMap<>(Map.of(
                "user_id",
                "'" + ada.user().id() + "'",
                "quiz_id",
                "'" + quiz + "'",
                "position",
                "1",
                "kind",
                "'" + kind + "'",
                "text",
                "'?'",
                "points",
                "1"));
        switch (kind) {
            case "single_choice", "multiple_choice" ->
                row.putAll(Map.of("options", "'{a,b}'", "right_options", "'{1}'"));
            case "ordering" -> row.put("options", "'{a,b}'");
            case "numeric" -> row.putAll(Map.of("right_value", "1", "tolerance", "0"));
            default -> row.put("accepted_texts", "'{a}'");
        }
        return "INSERT INTO question (" + String.join(", ", row.keySet()) + ") VALUES ("
                + String.join(", ", row.values()) + ")";
    }

    private void isRefusedBy(String constraint, String sql) {
        var refused = assertThrows(SQLException.class, () -> {
            try (Connection connection = database.connectAs("quiz_app");
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
        assertTrue(DatabaseProblems.violates(refused, constraint), refused.getMessage());
    }

    private static String idOf(String quiz) {
        return quiz.substring(quiz.lastIndexOf('/') + 1);
    }
}
