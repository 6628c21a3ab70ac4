package dev.trainyard.quiz.porting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import did, or would do.
 *
 * @param quizzes those that got questions, in the order of the file
 * @param malformed the first records that are no questions, and so left out
 * @param notes the first questions of which something is left out
 */
@RegisterForReflection // The resource answers RestResponse<?>, which does not name it.
record ImportView(
        String format,
        boolean dryRun,
        int questions,
        List<FilledQuiz> quizzes,
        int malformedCount,

        @Schema(description = "The first 1000") List<FileNote> malformed,

        int noteCount,

        @Schema(description = "The first 1000") List<FileNote> notes) {

    /**
     * A quiz that got questions.
     *
     * @param id null of a new one in a dry run
     * @param added how many questions
     */
    record FilledQuiz(@Schema(nullable = true) UUID id, String title, int added) {}

    static ImportView of(FileFormat format, boolean dryRun, Findings findings, List<FilledQuiz> quizzes) {
        return new ImportView(
                format.code(),
                dryRun,
                findings.questions().size(),
                quizzes,
                findings.malformed().count(),
                findings.malformed().told(),
                findings.notes().count(),
                findings.notes().told());
    }
}
