package dev.trainyard.quiz.porting;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.authoring.QuizStatus;
import dev.trainyard.quiz.authoring.WholeQuizzes;
import dev.trainyard.quiz.authoring.WholeQuizzes.WholeQuiz;
import dev.trainyard.quiz.porting.ResultStore.AnswerRow;
import dev.trainyard.quiz.porting.ResultStore.AttemptRow;
import dev.trainyard.quiz.question.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Writes the results of a closed quiz into a file before anything of it is sent: nothing large is in memory, no connection
 * waits for a client that reads slowly, and what fails half way is an error and no half of a file.
 */
@ApplicationScoped
class ResultExport {

    /** How many answers a page has about, whatever the number of questions. */
    private static final int ANSWERS_A_PAGE = 5_000;

    private static final int MAX_PLAYERS_A_PAGE = 500;

    private static final int RETRY_AFTER_SECONDS = 2;

    private final WholeQuizzes quizzes;
    private final ResultStore results;
    private final PortingSlots slots;
    private final Semaphore files;
    private final ObjectMapper json;

    ResultExport(
            WholeQuizzes quizzes, ResultStore results, PortingSlots slots, PortingConfig config, ObjectMapper json) {
        this.quizzes = quizzes;
        this.results = results;
        this.slots = slots;
        this.files = new Semaphore(config.maxFiles());
        this.json = json;
    }

    /** Writes the lines of the players behind {@code after}; the place of the last of them, null when there are none. */
    @FunctionalInterface
    private interface PageWriter {
        String write(CsvWriter csv, String after);
    }

    /**
     * The file from its beginning; it goes when this is closed, and makes room for another one.
     *
     * @throws Problem 404 when the user has no such quiz, 409 when it is not closed and settled, 503 {@code overloaded} when others are
     *     at it, or read theirs
     */
    InputStream of(String creator, UUID id, ResultLines lines) throws Exception {
        WholeQuiz quiz = quizzes.read(creator, id);
        if (!quiz.status().isOver()) {
            throw quiz.status().conflict();
        }
        if (!quiz.isSettled()) {
            throw QuizStatus.notSettled();
        }
        PageWriter pages =
                switch (lines) {
                    case ATTEMPT -> (csv, after) -> attempts(csv, creator, id, after);
                    case ANSWER -> (csv, after) -> answers(csv, creator, quiz, after);
                };
        if (!files.tryAcquire()) {
            throw Problem.unavailable("overloaded", "As many results as may be are being read.", RETRY_AFTER_SECONDS);
        }
        boolean isWritten = false;
        try {
            InputStream file = slots.with(() -> file(lines.header(), pages));
            isWritten = true;
            return new Unread(file, files);
        } finally {
            if (!isWritten) {
                files.release();
            }
        }
    }

    /** A file that has a place until it is closed. */
    private static final class Unread extends FilterInputStream {

        private final Semaphore places;
        private final AtomicBoolean isClosed = new AtomicBoolean();

        Unread(InputStream file, Semaphore places) {
            super(file);
            this.places = places;
        }

        @Override
        public void close() throws IOException {
            if (isClosed.compareAndSet(false, true)) {
                try {
                    super.close();
                } finally {
                    places.release();
                }
            }
        }
    }

    private static InputStream file(List<String> header, PageWriter pages) throws IOException {
        Path file = Files.createTempFile("trainyard-results-", ".csv");
        try {
            try (CsvWriter csv =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(file)) {
                csv.writeRecord(header);
                String after = "";
                while (after != null) {
                    after = pages.write(csv, after);
                }
            }
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private String attempts(CsvWriter csv, String creator, UUID quiz, String after) {
        List<AttemptRow> page = results.attempts(creator, quiz, after, MAX_PLAYERS_A_PAGE);
        page.stream()
                .filter(row -> row.number() != null)
                .forEach(row -> csv.writeRecord(fields(
                        FormulaGuard.guard(row.name()),
                        row.number(),
                        row.points(),
                        row.correct(),
                        row.answered(),
                        row.startedAt(),
                        row.finishedAt(),
                        row.lastAnsweredAt())));
        return page.isEmpty() ? null : page.getLast().place();
    }

    private String answers(CsvWriter csv, String creator, WholeQuiz quiz, String after) {
        int players = Math.clamp(ANSWERS_A_PAGE / Math.max(quiz.questions().size(), 1), 1, MAX_PLAYERS_A_PAGE);
        List<AnswerRow> page = results.answers(
                creator, quiz.id(), quiz.questions().stream().map(Question::id).toList(), after, players);
        page.stream().filter(row -> row.number() != null).forEach(row -> {
            Question question = quiz.questions().get(row.position() - 1);
            csv.writeRecord(fields(
                    FormulaGuard.guard(row.name()),
                    row.number(),
                    row.position(),
                    FormulaGuard.guard(question.text()),
                    GivenAnswer.of(row.given(), json).inWordsOf(question),
                    row.isCorrect(),
                    row.points(),
                    row.elapsedMs(),
                    row.answeredAt()));
        });
        return page.isEmpty() ? null : page.getLast().place();
    }

    private static List<String> fields(Object... values) {
        return Stream.of(values)
                .map(value -> value == null ? "" : value.toString())
                .toList();
    }
}
