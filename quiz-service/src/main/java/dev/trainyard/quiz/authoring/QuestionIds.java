package dev.trainyard.quiz.authoring;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.question.Question;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The rule of the ids that questions are sent with: a question may keep the one it has, all others the service gives. */
final class QuestionIds {

    private static final String UNKNOWN = "is not the id of a question that is here, or is that of another one above";

    private QuestionIds() {}

    /** Refuses questions of a quiz that claim to be other than each one of {@code existing}. */
    static void check(List<Question> questions, Set<UUID> existing) {
        Set<UUID> free = new HashSet<>(existing);
        List<Violation> violations = IntStream.range(0, questions.size())
                .filter(i -> isUnknown(questions.get(i), free))
                .mapToObj(i -> Violation.inBody("/questions/" + i + "/id", UNKNOWN))
                .toList();
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    /** Refuses a single question that claims to be other than the one of {@code existing}. */
    static void check(Question question, Set<UUID> existing) {
        if (isUnknown(question, new HashSet<>(existing))) {
            throw Problem.invalid(Violation.inBody("/id", UNKNOWN));
        }
    }

    private static boolean isUnknown(Question question, Set<UUID> free) {
        return question.id() != null && !free.remove(question.id());
    }
}
