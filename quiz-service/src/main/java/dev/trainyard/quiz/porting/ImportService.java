package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.version.IfMatch;
import dev.trainyard.quiz.authoring.WholeQuizzes;
import dev.trainyard.quiz.authoring.WholeQuizzes.WholeQuiz;
import dev.trainyard.quiz.porting.ImportView.FilledQuiz;
import dev.trainyard.quiz.question.Question;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The rules of imports: what is no question is left out and told, and all that is one goes in together or not at all. */
@ApplicationScoped
class ImportService {

    private final WholeQuizzes quizzes;
    private final Validator validator;

    ImportService(WholeQuizzes quizzes, Validator validator) {
        this.quizzes = quizzes;
        this.validator = validator;
    }

    /** An import into a quiz that is there, and the version that it has then. */
    record Appended(ImportView view, long version) {}

    /**
     * What is in a file; no connection is held meanwhile.
     *
     * @throws Problem 400 when it is no such file, 422 {@code nothing-to-import}, {@code too-many-questions},
     *     {@code too-many-malformed}
     */
    Findings read(byte[] bytes, FileFormat format) {
        SourceText file = SourceText.of(bytes);
        Findings findings = new Findings(file, validator);
        format.questions().read(file, findings);
        if (findings.questions().isEmpty()) {
            throw Problem.of(422, "nothing-to-import", "The file has no question that could be taken in.")
                    .with("malformedCount", findings.malformed().count())
                    .with("malformed", json(findings.malformed().told()));
        }
        return findings;
    }

    /**
     * Makes a draft of a file, or several when it may be split.
     *
     * @throws Problem 422 {@code too-many-questions}
     */
    ImportView create(String user, String title, Findings findings, FileFormat format, boolean split, boolean dryRun) {
        List<Question> found = findings.questions();
        if (found.size() > WholeQuizzes.MAX_QUESTIONS && !split) {
            throw Problem.of(
                            422,
                            "too-many-questions",
                            "The file has " + found.size() + " questions, and a quiz may have "
                                    + WholeQuizzes.MAX_QUESTIONS + ". With split=true it becomes several.")
                    .with("questions", found.size())
                    .with("limit", WholeQuizzes.MAX_QUESTIONS);
        }
        List<List<Question>> parts = new ArrayList<>();
        for (int i = 0; i < found.size(); i += WholeQuizzes.MAX_QUESTIONS) {
            parts.add(found.subList(i, Math.min(found.size(), i + WholeQuizzes.MAX_QUESTIONS)));
        }
        List<String> titles = titles(title, parts.size());
        List<UUID> ids = dryRun ? List.of() : quizzes.create(user, titles, parts);
        List<FilledQuiz> filled = IntStream.range(0, parts.size())
                .mapToObj(i -> new FilledQuiz(
                        dryRun ? null : ids.get(i), titles.get(i), parts.get(i).size()))
                .toList();
        return ImportView.of(format, dryRun, findings, filled);
    }

    /**
     * Looks before a file is: somebody else's quiz is none, whatever is in the file.
     *
     * @throws Problem 404 when the user has no such quiz
     */
    void requireQuiz(String user, UUID id) {
        quizzes.read(user, id);
    }

    /**
     * Puts the questions of a file at the end of a draft.
     *
     * @throws Problem what {@link WholeQuizzes#append} refuses
     */
    Appended append(String user, UUID id, IfMatch ifMatch, Findings findings, FileFormat format, boolean dryRun) {
        WholeQuiz quiz = quizzes.append(user, id, ifMatch, findings.questions(), dryRun);
        FilledQuiz filled =
                new FilledQuiz(id, quiz.title(), findings.questions().size());
        return new Appended(ImportView.of(format, dryRun, findings, List.of(filled)), quiz.version());
    }

    private static List<String> titles(String title, int parts) {
        return parts == 1
                ? List.of(title)
                : IntStream.rangeClosed(1, parts)
                        .mapToObj(i -> title + " (" + i + " of " + parts + ")")
                        .toList();
    }

    private static JsonArray json(List<FileNote> notes) {
        JsonArray array = new JsonArray();
        notes.forEach(
                note -> array.add(new JsonObject().put("line", note.line()).put("reason", note.reason())));
        return array;
    }
}
