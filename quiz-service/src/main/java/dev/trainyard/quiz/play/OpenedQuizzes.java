package dev.trainyard.quiz.play;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.authoring.QuestionRows;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.TextQuestion;
import dev.trainyard.quiz.scoring.Scoring;
import dev.trainyard.quiz.scoring.Ties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * The quizzes that are played, remembered by each replica. Nothing of what is remembered ever changes, and a quiz that is
 * deleted has no players any more, which every statement finds out by itself: so there is nothing to be told of.
 *
 * <p>That somebody gets a quiz from here does not say that they play it. The statement that follows says so, or finds
 * nothing.
 */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSSMWA", "com.github.benmanes.caffeine.cache.PSAMW"})
class OpenedQuizzes {

    static final String CREATOR = """
            SELECT creator_id FROM player WHERE user_id = ? AND quiz_id = ?
            """;

    static final String ONE = """
            SELECT quiz.id, title, description, pace, time_limit_seconds, grace_ms, attempts, answers_changeable,
                   shuffles_questions, shuffles_options, scoring, streak_bonus, ties, shuffle_key,
                   (SELECT coalesce(json_agg(question ORDER BY position), '[]')
                    FROM question
                    WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) AS questions
            FROM quiz
            WHERE user_id = ? AND id = ? AND status <> 'draft'
            """;

    private final AsyncCache<UUID, OpenedQuiz> remembered;
    private final Database database;
    private final QuestionRows rows;

    OpenedQuizzes(PlayConfig config, Database database, QuestionRows rows, MeterRegistry metrics) {
        this.database = database;
        this.rows = rows;
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(config.maxCharacters())
                .weigher((UUID _, OpenedQuiz quiz) -> charactersOf(quiz))
                .expireAfterAccess(config.forgottenAfter())
                .recordStats()
                .buildAsync();
        CaffeineCacheMetrics.monitor(metrics, remembered, "played-quizzes");
    }

    /** The quiz that {@code player} has joined, or a quiz that somebody has; 404 when there is neither. */
    OpenedQuiz of(String player, UUID quiz) {
        CompletableFuture<OpenedQuiz> known = remembered.getIfPresent(quiz);
        if (known != null) {
            return awaited(known);
        }
        // Asked for each by themselves: nobody is refused for somebody else, or let in.
        String creator = database.one(CREATOR, row -> row.getString("creator_id"), player, quiz)
                .orElseThrow(OpenedQuizzes::notFound);
        return awaited(loading(creator, quiz));
    }

    /** Of the many players who begin at the same moment one reads the quiz, and the others wait for that. */
    private CompletableFuture<OpenedQuiz> loading(String creator, UUID quiz) {
        CompletableFuture<OpenedQuiz> mine = new CompletableFuture<>();
        CompletableFuture<OpenedQuiz> first = remembered.asMap().putIfAbsent(quiz, mine);
        if (first != null) {
            return first;
        }
        try {
            // Nothing is remembered of a quiz that is not there.
            mine.complete(database.one(ONE, this::opened, creator, quiz).orElse(null));
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
        }
        return mine;
    }

    private static OpenedQuiz awaited(CompletableFuture<OpenedQuiz> loaded) {
        try {
            return Optional.ofNullable(loaded.join()).orElseThrow(OpenedQuizzes::notFound);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    static Problem notFound() {
        return Problem.notFound("quiz");
    }

    private OpenedQuiz opened(ResultSet row) throws SQLException {
        List<Question> questions = rows.fromJson(row.getString("questions"));
        return new OpenedQuiz(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("description"),
                new PlaySettings(
                        Pace.of(row.getString("pace")),
                        row.getObject("time_limit_seconds", Integer.class),
                        row.getInt("grace_ms"),
                        row.getInt("attempts"),
                        row.getBoolean("answers_changeable"),
                        Scoring.of(row.getString("scoring")),
                        row.getBoolean("streak_bonus"),
                        Ties.of(row.getString("ties"))),
                row.getBoolean("shuffles_questions"),
                row.getBoolean("shuffles_options"),
                row.getObject("shuffle_key", UUID.class),
                IntStream.range(0, questions.size())
                        .mapToObj(i -> new OpenedQuestion(questions.get(i), i + 1))
                        .toList());
    }

    private static int charactersOf(OpenedQuiz quiz) {
        // With what the objects themselves take, roughly.
        return 500
                + quiz.questions().stream()
                        .mapToInt(OpenedQuizzes::charactersOf)
                        .sum();
    }

    private static int charactersOf(OpenedQuestion asked) {
        List<String> accepted = asked.question() instanceof TextQuestion text ? text.acceptedTexts() : List.of();
        return 200
                + asked.question().text().length()
                + asked.options().stream()
                        .mapToInt(option -> 30 + option.length())
                        .sum()
                + accepted.stream().mapToInt(text -> 30 + text.length()).sum();
    }
}
