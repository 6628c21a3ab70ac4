package dev.trainyard.quiz.leaderboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.leaderboard.FinalRanking.RankedPlayer;
import dev.trainyard.quiz.leaderboard.PlainRankings.Attempt;
import dev.trainyard.quiz.scoring.Ties;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That what ranks by one query and what ranks in memory say the same of quizzes as chance plays them. */
@QuarkusTest
class RankingsTest {

    private static final String PLAY = """
            WITH joined AS (
                INSERT INTO player (user_id, quiz_id, creator_id, name)
                SELECT 'player-' || n || '-' || ?, ?, ?, chr(33 + n * 7 % 900) || n FROM generate_series(1, 60) n
                RETURNING user_id, quiz_id, creator_id
            ), tried AS (
                INSERT INTO attempt (user_id, quiz_id, number, creator_id, started_at)
                SELECT user_id, quiz_id, number, creator_id, ? FROM joined, generate_series(1, 3) number
                WHERE hashtextextended(user_id || number, ?) % 3 <> 0
                RETURNING user_id, quiz_id, number
            ), given AS (
                INSERT INTO answer (user_id, quiz_id, attempt, question_id, given, is_correct, points, elapsed_ms,
                                    answered_at)
                SELECT user_id, quiz_id, number, gen_random_uuid(), '{}', drawn % 3 <> 0,
                       CASE WHEN drawn % 3 = 0 THEN 0 ELSE drawn % 2 * 50 END, 1000,
                       ?::timestamptz + drawn % 7 * interval '1 second'
                FROM (SELECT user_id, quiz_id, number, abs(hashtextextended(user_id || number || question, ?)) AS drawn
                      FROM tried, generate_series(1, 4) question) AS asked
                WHERE drawn % 5 <> 0
                RETURNING *
            )
            SELECT count(*) AS count FROM given
            """;

    private static final String ADD_UP = """
            UPDATE attempt t
            SET points = a.points, correct = a.correct, answered = a.answered, first_correct_at = a.first_correct_at,
                last_answered_at = a.last_answered_at
            FROM (SELECT user_id, attempt, sum(points) AS points, count(*) FILTER (WHERE is_correct) AS correct,
                         count(*) AS answered, min(answered_at) FILTER (WHERE is_correct) AS first_correct_at,
                         max(answered_at) AS last_answered_at
                  FROM answer WHERE quiz_id = ? GROUP BY user_id, attempt) AS a
            WHERE t.user_id = a.user_id AND t.quiz_id = ? AND t.number = a.attempt
            """;

    private static final String ANSWERS = """
            SELECT user_id, name, attempt, points, is_correct, answered_at
            FROM answer JOIN player USING (user_id, quiz_id) WHERE quiz_id = ? ORDER BY random()
            """;

    @Inject
    Database database;

    @Inject
    PlainRankings plain;

    @Inject
    SqlRankings fast;

    private final Random random = new Random(20_261_121);

    private record Answer(String user, String name, int attempt, int points, boolean isCorrect, Instant answeredAt) {}

    private PlayedQuiz played(Ties ties) {
        PlayedQuiz quiz = PlayedQuiz.running(database, ties.code());
        UUID id = quiz.id();
        long seed = random.nextLong();
        Instant start = PlayedQuiz.START;
        database.one(
                PLAY,
                row -> row.getInt("count"),
                id.toString(),
                id,
                quiz.creator().id(),
                start,
                seed,
                start,
                seed);
        database.update(ADD_UP, id, id);
        return quiz;
    }

    private List<Answer> answersOf(PlayedQuiz quiz) {
        return database.list(
                ANSWERS,
                row -> new Answer(
                        row.getString("user_id"),
                        row.getString("name"),
                        row.getInt("attempt"),
                        row.getInt("points"),
                        row.getBoolean("is_correct"),
                        row.getObject("answered_at", java.time.OffsetDateTime.class)
                                .toInstant()),
                quiz.id());
    }

    private static List<Attempt> attempts(List<Answer> answers) {
        List<Attempt> attempts = new ArrayList<>();
        answers.stream()
                .collect(java.util.stream.Collectors.groupingBy(answer -> answer.user() + "#" + answer.attempt()))
                .values()
                .forEach(given -> attempts.add(new Attempt(
                        given.getFirst().user(),
                        given.getFirst().name(),
                        given.getFirst().attempt(),
                        given.stream().mapToLong(Answer::points).sum(),
                        (int) given.stream().filter(Answer::isCorrect).count(),
                        given.size(),
                        given.stream()
                                .filter(Answer::isCorrect)
                                .map(Answer::answeredAt)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        given.stream()
                                .map(Answer::answeredAt)
                                .max(Comparator.naturalOrder())
                                .orElseThrow())));
        Collections.shuffle(attempts, new Random(1));
        return attempts;
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void bothSayTheSame(Ties ties) {
        for (int i = 0; i < 10; i++) {
            PlayedQuiz quiz = played(ties);

            List<Standing> ranked = fast.now(quiz.creator().id(), quiz.id());

            assertNotEquals(0, ranked.size());
            assertEquals(plain.now(quiz.creator().id(), quiz.id()), ranked);
        }
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void howItStoodIsWhatTheAnswersUntilThenAddUpTo(Ties ties) {
        PlayedQuiz quiz = played(ties);
        List<Answer> answers = answersOf(quiz);
        for (int second = -1; second <= 7; second++) {
            Instant moment = PlayedQuiz.START.plusSeconds(second);

            List<Standing> ranked = fast.at(quiz.creator().id(), quiz.id(), moment);

            List<Answer> until = answers.stream()
                    .filter(answer -> !answer.answeredAt().isAfter(moment))
                    .toList();
            assertEquals(PlainRankings.rank(ties, attempts(until)), ranked);
        }
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void inTheEndItStandsAsItStoodLast(Ties ties) {
        PlayedQuiz quiz = played(ties);

        assertEquals(
                fast.at(quiz.creator().id(), quiz.id(), PlayedQuiz.START.plusSeconds(3_600)),
                fast.now(quiz.creator().id(), quiz.id()));
    }

    @ParameterizedTest
    @EnumSource(Ties.class)
    void finalRankingHasTheSamePlacesByUser(Ties ties) {
        PlayedQuiz quiz = played(ties);
        Map<String, Integer> mostCorrect = mostCorrect(quiz);

        List<RankedPlayer> last = fast.best(quiz.creator().id(), quiz.id(), 1_000);

        assertEquals(
                fast.now(quiz.creator().id(), quiz.id()).stream()
                        .map(place -> new RankedPlayer(
                                place.user(),
                                place.name(),
                                place.rank(),
                                place.points(),
                                place.correct(),
                                place.answered(),
                                mostCorrect.getOrDefault(place.user(), 0)))
                        .sorted(Comparator.comparingInt(RankedPlayer::rank).thenComparing(RankedPlayer::user))
                        .toList(),
                last);
    }

    private Map<String, Integer> mostCorrect(PlayedQuiz quiz) {
        Map<String, Map<Integer, Integer>> correct = new HashMap<>();
        answersOf(quiz).stream()
                .filter(Answer::isCorrect)
                .forEach(answer -> correct.computeIfAbsent(answer.user(), user -> new HashMap<>())
                        .merge(answer.attempt(), 1, Integer::sum));
        return correct.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        user -> Collections.max(user.getValue().values())));
    }
}
