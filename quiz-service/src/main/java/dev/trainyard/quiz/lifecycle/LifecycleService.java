package dev.trainyard.quiz.lifecycle;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.lifecycle.LifecycleStore.Present;
import dev.trainyard.quiz.lifecycle.LifecycleStore.Questions;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The rules by which a quiz goes from draft to closed, and never back. Each change is one transaction, made while nobody
 * else can change the quiz, together with what others do at that moment.
 */
@ApplicationScoped
class LifecycleService {

    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final Set<QuizStatus> PLAYED = Set.of(QuizStatus.OPEN, QuizStatus.RUNNING);

    private final LifecycleStore quizzes;
    private final JoinCodes codes;
    private final List<QuizCourse> courses;
    private final SettlementStore settlements;
    private final SettlementJob settling;

    LifecycleService(
            LifecycleStore quizzes,
            JoinCodes codes,
            @All List<QuizCourse> courses,
            SettlementStore settlements,
            SettlementJob settling) {
        this.quizzes = quizzes;
        this.codes = codes;
        this.courses = courses;
        this.settlements = settlements;
        this.settling = settling;
    }

    @Transactional
    LifecycleView open(String user, UUID id) {
        Present quiz = lock(user, id, Set.of(QuizStatus.DRAFT));
        Questions questions = quizzes.questions(user, id);
        if (questions.count() == 0) {
            throw Problem.conflict("quiz-empty", "A quiz without questions cannot be opened.");
        }
        if (quiz.needsLimits() && questions.limited() < questions.count()) {
            throw Problem.conflict(
                    "time-limit-missing",
                    "Who scores by speed sets a time limit: for the whole quiz, or for each question.");
        }
        LifecycleView opened = quizzes.open(user, id, codes.candidates());
        courses.forEach(course -> course.opened(user, id));
        return opened;
    }

    @Transactional
    LifecycleView start(String user, UUID id) {
        lock(user, id, Set.of(QuizStatus.OPEN));
        LifecycleView started = quizzes.start(user, id);
        courses.forEach(course -> course.started(user, id));
        return started;
    }

    /** Puts the question at {@code position}, which is the next one or, sent again, the current one; null for the next. */
    @Transactional
    LifecycleView next(String user, UUID id, Integer position) {
        Present quiz = lock(user, id, Set.of(QuizStatus.RUNNING));
        if (quiz.pace() != Pace.HOST) {
            throw Problem.conflict("quiz-without-host", "The players of this quiz go at their own speed.");
        }
        int next = quiz.currentPosition() + 1;
        if (position != null && position == quiz.currentPosition()) {
            return quizzes.find(user, id).orElseThrow();
        }
        if (position != null && position != next) {
            throw Problem.conflict("question-not-next", "That is not the question after the current one.")
                    .with("currentPosition", quiz.currentPosition());
        }
        if (next > quizzes.questions(user, id).count()) {
            throw Problem.conflict("no-question-left", "All questions have been put.");
        }
        return quizzes.put(user, id, next);
    }

    @Transactional
    LifecycleView closeAt(String user, UUID id, Instant closesAt) {
        lock(user, id, PLAYED);
        if (closesAt != null) {
            Instant now = Instant.now();
            if (!closesAt.isAfter(now) || closesAt.isAfter(now.plus(FARTHEST))) {
                throw Problem.invalid(
                        Violation.inBody("/closesAt", "must be in the future, and at most 366 days away"));
            }
        }
        return quizzes.closeAt(user, id, closesAt);
    }

    /** Closes a quiz, and settles it as far as there is time for that; what is left does not undo that it is closed. */
    LifecycleView close(String user, UUID id) {
        QuarkusTransaction.requiringNew().run(() -> {
            present(quizzes.lockForEnd(user, id), PLAYED);
            end(user, id);
        });
        settling.begin(user, id);
        return quizzes.find(user, id).orElseThrow(LifecycleService::notFound);
    }

    /** Closes a quiz whose time has come; whether it was so, and not closed or put off meanwhile. */
    @Transactional
    boolean closeDue(String user, UUID id) {
        boolean due = quizzes.lockForEnd(user, id)
                .filter(Present::isDue)
                .filter(quiz -> PLAYED.contains(quiz.status()))
                .isPresent();
        if (due) {
            end(user, id);
        }
        return due;
    }

    private void end(String user, UUID id) {
        // First: what closes without one counts as settled.
        settlements.begin(user, id);
        quizzes.close(user, id);
    }

    private Present lock(String user, UUID id, Set<QuizStatus> allowed) {
        return present(quizzes.lock(user, id), allowed);
    }

    private static Present present(Optional<Present> found, Set<QuizStatus> allowed) {
        Present quiz = found.orElseThrow(LifecycleService::notFound);
        if (!allowed.contains(quiz.status())) {
            throw quiz.status().conflict();
        }
        return quiz;
    }

    private static Problem notFound() {
        return Problem.notFound("quiz");
    }
}
