package dev.trainyard.quiz.play;

import static dev.trainyard.quiz.play.Asked.limitedTexts;
import static dev.trainyard.quiz.play.Asked.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether answers are saved by one statement or one by one, the answer and what is left behind are the same. */
@QuarkusTest
class AnswerSaverTest {

    @Inject
    AnswerStore fast;

    @Inject
    PlainAnswerStore plain;

    @Inject
    OpenedQuizzes quizzes;

    @InjectDatabase
    EmbeddedDatabase database;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|answers_changeable = false",
                "2|answers_changeable = true",
                "3|answers_changeable = true, time_limit_seconds = 60",
                "4|pace = 'host', current_position = 4, current_since = now()",
                "5|scoring = 'kahoot', streak_bonus = true, time_limit_seconds = 86400",
                "6|scoring = 'kahoot', time_limit_seconds = 60, grace_ms = 10000",
                "7|scoring = 'classquiz', time_limit_seconds = 86400, answers_changeable = true",
                "8|closes_at = now() + interval '1 hour'",
                "9|title = 'Limited'",
                "10|title = 'Limited', answers_changeable = true",
                "11|status = 'closed', closed_at = now(), join_code = NULL",
                "29|status = 'closed', closed_at = now() + interval '1 hour', join_code = NULL",
                "30|status = 'closed', closed_at = now() + interval '1 hour', join_code = NULL,"
                        + " answers_changeable = true",
                // The host went on in the future: what is answered now came before, however long this test takes.
                "12|pace = 'host', current_position = 4, previous_since = now(), current_since = now() + interval '1 h'",
                "13|pace = 'host', current_position = 4, previous_since = now() - interval '2 h',"
                        + " current_since = now() - interval '1 h', grace_ms = 10000",
                "28|pace = 'host', current_position = 4, previous_since = now() - interval '12 h',"
                        + " current_since = now() + interval '1 h', scoring = 'kahoot', time_limit_seconds = 86400",
                "15|pace = 'host', current_position = 4, current_since = now() + interval '1 h'",
                "22|title = 'Limited', pace = 'host', current_position = 4, previous_since = now(),"
                        + " current_since = now() + interval '1 h', grace_ms = 10000",
                "23|title = 'Limited', pace = 'host', current_position = 4, previous_since = now() - interval '65 s',"
                        + " current_since = now() + interval '1 h', grace_ms = 10000"
            })
    void oneStatementAndManyStepsAgree(long seed, String settings) throws SQLException {
        boolean isLimited = settings.contains("Limited");
        PlayedQuiz quiz = PlayedQuiz.running(database, "", isLimited ? limitedTexts(12) : worth(12));
        List<Player> players = List.of(quiz.startedPlayer(), quiz.startedPlayer());
        quiz.set(settings);
        quiz.sql("UPDATE quiz.attempt SET started_at = now() - interval '65 s' WHERE quiz_id = '" + quiz.id() + "'");
        if (isLimited) {
            quiz.sql("""
                    INSERT INTO quiz.shown_question (user_id, quiz_id, attempt, question_id, shown_at)
                    SELECT attempt.user_id, attempt.quiz_id, 1, question.id, now() - position * interval '5 s'
                    FROM quiz.attempt JOIN quiz.question USING (quiz_id)
                    WHERE quiz_id = '%s' AND mod(position, 3) <> 0
                    """.formatted(quiz.id()));
        }
        List<AnswerSaver> savers = List.of(fast, plain);
        List<List<Optional<Saving>>> told = new ArrayList<>();
        List<List<String>> left = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Player player = players.get(i);
            OpenedQuiz opened = quizzes.of(player.user().id(), quiz.id());
            Random random = new Random(seed);
            List<Optional<Saving>> answers = new ArrayList<>();
            List<String> states = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                // The closing of a quiz cannot be in the past, since a job would close it: so its answers come from the
                // future.
                long arrived = System.nanoTime()
                        + (settings.contains("closes_at") && round > 3
                                ? Duration.ofHours(2).toNanos()
                                : 0);
                Submission submission = new Submission(player.user().id(), opened, 1, draw(opened, random), arrived);
                answers.add(savers.get(i).save(submission));
                states.add(left(quiz, player));
            }
            told.add(answers);
            left.add(states);
        }

        assertEquals(told.get(1), told.get(0));
        assertEquals(left.get(1), left.get(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnAnswerWaitsForAConnectionIsNotThePlayersTime(boolean isFast) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "time_limit_seconds = 30, grace_ms = 0", worth(12));
        Player ada = quiz.startedPlayer();
        quiz.sql("UPDATE quiz.attempt SET started_at = clock_timestamp() - interval '1 h 27 s' WHERE quiz_id = '"
                + quiz.id() + "'");
        OpenedQuiz opened = quizzes.of(ada.user().id(), quiz.id());
        List<JudgedAnswer> answers = draw(opened, new Random(1)).subList(0, 1);
        long anHourAgo = System.nanoTime() - Duration.ofHours(1).toNanos();

        (isFast ? fast : plain).save(new Submission(ada.user().id(), opened, 1, answers, anHourAgo));

        assertEquals("27", quiz.value("SELECT elapsed_ms / 1000 FROM quiz.answer WHERE quiz_id = '" + quiz.id() + "'"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCameBeforeTheHostWentOnIsNotTooLate(boolean isFast) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "pace = 'host', grace_ms = 0", limitedTexts(2));
        Player ada = quiz.startedPlayer();
        quiz.set("current_position = 2, previous_since = now() - interval '1 h 27 s',"
                + " current_since = now() - interval '1 min'");

        Saving saving = savesFirst(
                isFast, quiz, ada, System.nanoTime() - Duration.ofHours(1).toNanos());

        assertEquals(List.of(AnswerOutcome.INSERTED), saving.outcomes());
        assertEquals("27", quiz.value("SELECT elapsed_ms / 1000 FROM quiz.answer WHERE quiz_id = '" + quiz.id() + "'"));
    }

    @ParameterizedTest
    @CsvSource({
        // The host had gone on; there was another question in between; its own limit was over.
        "true,2,20 s,1 s",
        "false,2,20 s,1 s",
        "true,3,20 s,-1 h",
        "false,3,20 s,-1 h",
        "true,2,31 s,-1 h",
        "false,2,31 s,-1 h"
    })
    void whatCameAfterIsTooLate(boolean isFast, int position, String putBefore, String leftBefore) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "pace = 'host', grace_ms = 0", limitedTexts(3));
        Player ada = quiz.startedPlayer();
        quiz.set("""
                current_position = %d, previous_since = now() - interval '%s', current_since = now() - interval '%s'
                """.formatted(position, putBefore, leftBefore));

        Saving saving = savesFirst(isFast, quiz, ada, System.nanoTime());

        assertEquals(List.of(AnswerOutcome.TOO_LATE), saving.outcomes());
    }

    @ParameterizedTest
    @CsvSource({
        // It came before the quiz was closed, or after that; or its attempt is ended already.
        "true,60,false,running",
        "false,60,false,running",
        "true,0,false,closed",
        "false,0,false,closed",
        "true,60,true,closed",
        "false,60,true,closed"
    })
    void whatCameBeforeTheQuizClosedIsTakenUntilItsAttemptIsEnded(
            boolean isFast, int minutesAgo, boolean isEnded, String status) throws SQLException {
        PlayedQuiz quiz = PlayedQuiz.running(database, "", worth(2));
        Player ada = quiz.startedPlayer();
        quiz.set("status = 'closed', closed_at = now() - interval '30 min', join_code = NULL");
        if (isEnded) {
            quiz.sql("UPDATE quiz.attempt SET finished_at = now() WHERE quiz_id = '" + quiz.id() + "'");
        }

        Saving saving = savesFirst(
                isFast,
                quiz,
                ada,
                System.nanoTime() - Duration.ofMinutes(minutesAgo).toNanos());

        List<AnswerOutcome> taken = status.equals("running") ? List.of(AnswerOutcome.INSERTED) : List.of();
        assertEquals(new Saving(QuizStatus.of(status), taken), saving);
        assertEquals(
                String.valueOf(taken.size()),
                quiz.value("SELECT count(*) FROM quiz.answer WHERE quiz_id = '" + quiz.id() + "'"));
    }

    /** Saves a right answer to the first question that arrived then. */
    private Saving savesFirst(boolean isFast, PlayedQuiz quiz, Player player, long arrivedNanos) {
        OpenedQuiz opened = quizzes.of(player.user().id(), quiz.id());
        List<JudgedAnswer> answers = List.of(judged(opened.questions().getFirst(), "Mars", true));
        return (isFast ? fast : plain)
                .save(new Submission(player.user().id(), opened, 1, answers, arrivedNanos))
                .orElseThrow();
    }

    /** The totals of the player's attempt, whether they are those of the answers, and the answers. */
    private static String left(PlayedQuiz quiz, Player player) throws SQLException {
        return quiz.value("""
                SELECT concat_ws(' ', a.answered, a.correct, a.points, a.streak, a.finished_at IS NOT NULL,
                                 a.points = coalesce((SELECT sum(points) FROM quiz.answer WHERE user_id = a.user_id), 0),
                                 a.first_correct_at IS NOT DISTINCT FROM (SELECT min(answered_at) FROM quiz.answer
                                                                          WHERE user_id = a.user_id AND is_correct),
                                 a.last_correct_at IS NOT DISTINCT FROM (SELECT max(answered_at) FROM quiz.answer
                                                                         WHERE user_id = a.user_id AND is_correct),
                                 a.last_answered_at IS NOT DISTINCT FROM (SELECT max(answered_at) FROM quiz.answer
                                                                          WHERE user_id = a.user_id))
                       || coalesce((SELECT string_agg(concat_ws(' ', '', q.position, r.given, r.is_correct, r.points), ','
                                                      ORDER BY q.position)
                                    FROM quiz.answer r JOIN quiz.question q ON q.id = r.question_id
                                    WHERE r.user_id = a.user_id), '')
                FROM quiz.attempt a
                WHERE a.user_id = '%s'
                """.formatted(player.user().id()));
    }

    private static JsonObject[] worth(int count) {
        return IntStream.range(0, count)
                // Little, so that some milliseconds of a day are less than half a point.
                .mapToObj(i -> text().put("points", 1 + i))
                .toArray(JsonObject[]::new);
    }

    /** One to five questions, each once, with right and wrong answers. */
    private static List<JudgedAnswer> draw(OpenedQuiz quiz, Random random) {
        List<OpenedQuestion> asked = new ArrayList<>(quiz.questions());
        Collections.shuffle(asked, random);
        return asked.subList(0, 1 + random.nextInt(5)).stream()
                .map(question -> {
                    boolean isCorrect = random.nextInt(3) > 0;
                    return judged(question, isCorrect ? "Mars" : "Venus " + random.nextInt(2), isCorrect);
                })
                .toList();
    }

    private static JudgedAnswer judged(OpenedQuestion asked, String text, boolean isCorrect) {
        return new JudgedAnswer(
                asked.id(),
                asked.position(),
                new JsonObject().put("text", text).encode(),
                isCorrect,
                asked.question().points(),
                asked.question().timeLimitSeconds());
    }
}
