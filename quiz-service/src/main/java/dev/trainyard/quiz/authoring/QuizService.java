package dev.trainyard.quiz.authoring;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The rules of writing quizzes. Every change is one transaction, and everything is done for exactly one user. */
@ApplicationScoped
class QuizService {

    // Sorts behind every id, so that the first page is read like every other: one range of one index.
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final QuizStore quizzes;
    private final QuestionStore questions;
    private final List<QuizRemoval> removals;

    QuizService(QuizStore quizzes, QuestionStore questions, @All List<QuizRemoval> removals) {
        this.quizzes = quizzes;
        this.questions = questions;
        this.removals = removals;
    }

    @Transactional
    QuizView create(String user, QuizDraft draft) {
        draft.settings().check();
        QuestionIds.check(draft.questions(), Set.of());
        UUID id = quizzes.insert(user, draft);
        questions.append(user, id, draft.questions());
        return read(user, id);
    }

    Page<QuizSummary> list(String user, QuizStatus status, PageQuery page) {
        UUID before = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(AFTER_ALL);
        return Page.of(quizzes.page(user, before, status, page.limitPlusOne()), page, quiz -> Cursor.after(quiz.id()));
    }

    QuizView read(String user, UUID id) {
        return quizzes.find(user, id).orElseThrow(() -> Problem.notFound("quiz"));
    }

    @Transactional
    QuizView replace(String user, UUID id, IfMatch ifMatch, QuizDraft draft) {
        draft.settings().check();
        QuizStore.Present present = lock(user, id);
        present.requireDraft();
        ifMatch.require(present.version());
        quizzes.update(user, id, draft);
        Set<UUID> before = questions.removeAll(user, id);
        QuestionIds.check(draft.questions(), before);
        questions.append(user, id, draft.questions());
        return read(user, id);
    }

    @Transactional
    void delete(String user, UUID id, IfMatch ifMatch) {
        QuizStore.Present present = lock(user, id);
        if (present.status() == QuizStatus.OPEN || present.status() == QuizStatus.RUNNING) {
            throw present.status().conflict();
        }
        ifMatch.check(present.version());
        if (present.status() == QuizStatus.CLOSED && !present.isSettled()) {
            // Else some players would have got their points, and others not.
            throw QuizStatus.notSettled();
        }
        removals.forEach(removal -> removal.removing(user, id));
        quizzes.delete(user, id);
    }

    /** A new draft with the same settings and questions. */
    @Transactional
    QuizView duplicate(String user, UUID id) {
        return read(user, quizzes.duplicate(user, id).orElseThrow(() -> Problem.notFound("quiz")));
    }

    private QuizStore.Present lock(String user, UUID id) {
        return quizzes.lock(user, id).orElseThrow(() -> Problem.notFound("quiz"));
    }
}
