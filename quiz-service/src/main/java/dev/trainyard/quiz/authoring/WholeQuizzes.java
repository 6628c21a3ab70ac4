package dev.trainyard.quiz.authoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.version.IfMatch;
import dev.trainyard.quiz.question.Question;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Quizzes as a whole, for features that take them in or give them out; always for the user whose they are. */
@ApplicationScoped
public class WholeQuizzes {

    /** How many questions a quiz may have. */
    public static final int MAX_QUESTIONS = 500;

    private final QuizService service;
    private final QuizStore quizzes;
    private final QuestionService questionService;
    private final QuestionStore questions;
    private final ObjectMapper json;

    WholeQuizzes(
            QuizService service,
            QuizStore quizzes,
            QuestionService questionService,
            QuestionStore questions,
            ObjectMapper json) {
        this.service = service;
        this.quizzes = quizzes;
        this.questionService = questionService;
        this.questions = questions;
        this.json = json;
    }

    /**
     * What a quiz is made of.
     *
     * @param isSettled whether nothing of what was played changes any more
     * @param questions in the order in which they are asked
     */
    public record WholeQuiz(
            UUID id, String title, QuizStatus status, boolean isSettled, List<Question> questions, long version) {

        static WholeQuiz of(QuizView quiz) {
            return new WholeQuiz(
                    quiz.id(),
                    quiz.title(),
                    quiz.status(),
                    quiz.course().settledAt() != null,
                    quiz.questions(),
                    quiz.version());
        }
    }

    /**
     * One quiz with its questions.
     *
     * @throws Problem 404 when the user has none of this id
     */
    public WholeQuiz read(String user, UUID id) {
        return WholeQuiz.of(service.read(user, id));
    }

    /**
     * A quiz as JSON that makes another one of it when it is sent as a new one.
     *
     * @throws Problem 404 when the user has none of this id
     */
    public String draftOf(String user, UUID id) {
        ObjectNode draft = json.valueToTree(service.read(user, id));
        draft.retain("title", "description", "settings", "questions");
        draft.get("questions").forEach(question -> ((ObjectNode) question).remove("id"));
        return draft.toPrettyString();
    }

    /** A new draft for each title, with the questions at the same place; all of them or none. Their ids, in order. */
    @Transactional
    public List<UUID> create(String user, List<String> titles, List<List<Question>> contents) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            UUID id = quizzes.insert(user, new QuizDraft(titles.get(i), null, null, contents.get(i)));
            questions.append(user, id, contents.get(i));
            ids.add(id);
        }
        return ids;
    }

    /**
     * Puts questions at the end of a draft, in one transaction; the quiz as it is then.
     *
     * @param dryRun whether to take all of it back at the end
     * @throws Problem 404 when there is no such quiz, 409 when it is no draft or gets too many questions, 412 when it is of
     *     another version
     */
    @Transactional
    public WholeQuiz append(String user, UUID id, IfMatch ifMatch, List<Question> added, boolean dryRun) {
        questionService.addAll(user, id, ifMatch, added);
        WholeQuiz quiz = read(user, id);
        if (dryRun) {
            QuarkusTransaction.setRollbackOnly();
        }
        return quiz;
    }
}
