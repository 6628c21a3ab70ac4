package dev.trainyard.quiz.play;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.authoring.Pace;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.play.ResultView.AnsweredQuestion;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The rules of what a player gets to see, and when. */
@ApplicationScoped
class AttemptService {

    private final OpenedQuizzes quizzes;
    private final AttemptStore attempts;

    AttemptService(OpenedQuizzes quizzes, AttemptStore attempts) {
        this.quizzes = quizzes;
        this.attempts = attempts;
    }

    StartedAttempt start(String player, UUID quiz) {
        return attempts.start(player, quiz);
    }

    AttemptView finish(String player, UUID quiz, int number) {
        return attempts.finish(player, quiz, number).map(AttemptView::of).orElseThrow(AttemptService::notFound);
    }

    QuestionsView questions(String player, UUID quizId, int number) {
        AttemptRecord found = find(player, quizId, number);
        OpenedQuiz quiz = quizzes.of(player, quizId);
        List<PlayedQuestion> all = inOrder(player, quiz, found);
        Attempt attempt = found.attempt();
        return new QuestionsView(number, all.size(), attempt.endsAt(), attempt.now(), visible(quiz, all));
    }

    /** Shows the question that follows {@code draft.after()}, and starts its clock. */
    QuestionsView next(String player, UUID quizId, int number, NextDraft draft) {
        OpenedQuiz quiz = quizzes.of(player, quizId);
        if (!quiz.isStepwise()) {
            // Whether the quiz is known to the caller is said first.
            find(player, quizId, number);
            throw Problem.conflict("not-stepwise", "The questions of this quiz are not asked for one by one.");
        }
        List<OpenedQuestion> order = quiz.inOrder(player, number);
        int place = draft.after() == null ? 0 : placeOf(draft.after(), order) + 1;
        if (draft.after() != null && place == 0) {
            find(player, quizId, number);
            throw notSeen();
        }
        if (place == order.size()) {
            find(player, quizId, number);
            throw Problem.conflict("no-questions-left", "That was the last question.");
        }
        OpenedQuestion asked = order.get(place);
        AttemptStore.Shown shown =
                attempts.show(player, quizId, number, asked.id(), draft.after()).orElseThrow(AttemptService::notFound);
        Attempt attempt = shown.attempt();
        if (shown.at() == null) {
            throw hidden(attempt);
        }
        List<Integer> options = quiz.optionsInOrder(player, number, asked);
        return new QuestionsView(
                number,
                order.size(),
                attempt.endsAt(),
                attempt.now(),
                List.of(PlayedQuestion.of(asked, place + 1, options, shown.at(), shown.isAnswered())));
    }

    /** How an attempt has gone; what is right is told when the quiz is closed. */
    ResultView result(String player, UUID quizId, int number) {
        AttemptRecord found = find(player, quizId, number);
        OpenedQuiz quiz = quizzes.of(player, quizId);
        List<PlayedQuestion> all = inOrder(player, quiz, found);
        boolean isClosed = found.attempt().isClosed();
        return new ResultView(
                AttemptView.of(found.attempt()),
                all.stream()
                        .filter(question -> isClosed || question.isAnswered())
                        .map(question -> answered(player, quiz, found, question))
                        .toList());
    }

    private static AnsweredQuestion answered(
            String player, OpenedQuiz quiz, AttemptRecord found, PlayedQuestion question) {
        OpenedQuestion asked = quiz.byId().get(question.id());
        List<Integer> options = quiz.optionsInOrder(player, found.attempt().number(), asked);
        boolean isClosed = found.attempt().isClosed();
        RightAnswer right = isClosed ? RightAnswer.of(asked, options) : null;
        AnswerRow answer = found.answers().get(question.id());
        if (answer == null) {
            return new AnsweredQuestion(question, null, null, null, false, 0, right);
        }
        return new AnsweredQuestion(
                question,
                answer.given().asShown(options),
                answer.answeredAt().toInstant(),
                answer.elapsedMs(),
                isClosed ? answer.isCorrect() : null,
                isClosed ? answer.points() : null,
                right);
    }

    /** All questions in the order of the attempt. */
    private static List<PlayedQuestion> inOrder(String player, OpenedQuiz quiz, AttemptRecord found) {
        Attempt attempt = found.attempt();
        List<OpenedQuestion> order = quiz.inOrder(player, attempt.number());
        return IntStream.range(0, order.size())
                .mapToObj(i -> {
                    OpenedQuestion asked = order.get(i);
                    return PlayedQuestion.of(
                            asked,
                            i + 1,
                            quiz.optionsInOrder(player, attempt.number(), asked),
                            shownAt(quiz, found, asked),
                            found.answers().containsKey(asked.id()));
                })
                .toList();
    }

    private static Instant shownAt(OpenedQuiz quiz, AttemptRecord found, OpenedQuestion asked) {
        if (quiz.settings().pace() == Pace.SELF) {
            OffsetDateTime shownAt = found.shown().get(asked.id());
            return shownAt == null ? null : shownAt.toInstant();
        }
        Integer current = found.attempt().currentPosition();
        return current != null && current == asked.position() ? found.attempt().currentSince() : null;
    }

    private static List<PlayedQuestion> visible(OpenedQuiz quiz, List<PlayedQuestion> all) {
        if (quiz.settings().pace() == Pace.HOST) {
            return all.stream().filter(question -> question.shownAt() != null).toList();
        }
        if (!quiz.isStepwise()) {
            return all;
        }
        return all.reversed().stream()
                .filter(question -> question.shownAt() != null)
                .limit(1)
                .toList();
    }

    private AttemptRecord find(String player, UUID quiz, int number) {
        return attempts.find(player, quiz, number).orElseThrow(AttemptService::notFound);
    }

    private static int placeOf(UUID question, List<OpenedQuestion> order) {
        return IntStream.range(0, order.size())
                .filter(i -> order.get(i).id().equals(question))
                .findFirst()
                .orElse(-1);
    }

    private static Problem hidden(Attempt attempt) {
        if (attempt.status() != QuizStatus.RUNNING) {
            return attempt.status().conflict();
        }
        if (attempt.finishedAt() != null
                || (attempt.endsAt() != null && !attempt.endsAt().isAfter(attempt.now()))) {
            return Problem.conflict("attempt-finished", "The attempt is over.");
        }
        return notSeen();
    }

    private static Problem notSeen() {
        return Problem.invalid(Violation.inBody("/after", "is not a question that was shown to you"));
    }

    private static Problem notFound() {
        return Problem.notFound("attempt");
    }
}
