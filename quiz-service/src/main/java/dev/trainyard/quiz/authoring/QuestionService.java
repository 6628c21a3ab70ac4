package dev.trainyard.quiz.authoring;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseException;
import dev.trainyard.kit.database.DatabaseProblems;
import dev.trainyard.kit.version.IfMatch;
import dev.trainyard.quiz.question.Question;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/** The rules of writing single questions. Each change is one transaction, and one more version of the quiz. */
@ApplicationScoped
class QuestionService {

    private final QuizStore quizzes;
    private final QuestionStore questions;

    QuestionService(QuizStore quizzes, QuestionStore questions) {
        this.quizzes = quizzes;
        this.questions = questions;
    }

    @Transactional
    AskedQuestion add(String user, UUID quiz, IfMatch ifMatch, Question question) {
        change(user, quiz, ifMatch::check);
        QuestionIds.check(question, Set.of());
        return read(user, quiz, append(user, quiz, List.of(question)).getFirst());
    }

    @Transactional
    void addAll(String user, UUID quiz, IfMatch ifMatch, List<Question> added) {
        change(user, quiz, ifMatch::check);
        append(user, quiz, added);
    }

    AskedQuestion read(String user, UUID quiz, UUID id) {
        return questions.find(user, quiz, id).orElseThrow(() -> Problem.notFound("question"));
    }

    @Transactional
    AskedQuestion replace(String user, UUID quiz, UUID id, IfMatch ifMatch, Question question) {
        change(user, quiz, ifMatch::require);
        QuestionIds.check(question, Set.of(id));
        require(questions.replace(user, quiz, id, question));
        return read(user, quiz, id);
    }

    @Transactional
    void remove(String user, UUID quiz, UUID id, IfMatch ifMatch) {
        change(user, quiz, ifMatch::check);
        require(questions.remove(user, quiz, id));
    }

    private void change(String user, UUID quiz, LongConsumer precondition) {
        QuizStore.Present present = quizzes.lock(user, quiz).orElseThrow(() -> Problem.notFound("quiz"));
        present.requireDraft();
        precondition.accept(present.version());
        quizzes.touch(user, quiz);
    }

    private List<UUID> append(String user, UUID quiz, List<Question> added) {
        try {
            return questions.append(user, quiz, added);
        } catch (DatabaseException refused) {
            if (DatabaseProblems.violates(refused, "ck_question_position")) {
                throw Problem.conflict("quiz-full", "The quiz has as many questions as a quiz may have.");
            }
            throw refused;
        }
    }

    private static void require(boolean found) {
        if (!found) {
            throw Problem.notFound("question");
        }
    }
}
