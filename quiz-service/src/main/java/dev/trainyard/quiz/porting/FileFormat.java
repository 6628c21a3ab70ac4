package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The formats that questions come and go in. */
enum FileFormat {
    OPENTRIVIAQA("opentriviaqa", "txt", "text/plain;charset=UTF-8"),
    CSV("csv", "csv", "text/csv;charset=UTF-8"),
    GIFT("gift", "gift", "text/plain;charset=UTF-8");

    private final String code;
    private final String extension;
    private final String mediaType;

    FileFormat(String code, String extension, String mediaType) {
        this.code = code;
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /**
     * The format that the query names.
     *
     * @param others what else the caller knows, for the message: empty, or with a comma in front
     * @throws Problem 400 when it names none
     */
    static FileFormat of(String code, String others) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(Violation.inQuery(
                        "format",
                        "must be one of "
                                + Arrays.stream(values()).map(FileFormat::code).collect(Collectors.joining(", "))
                                + others)));
    }

    String code() {
        return code;
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    QuestionFormat questions() {
        return switch (this) {
            case OPENTRIVIAQA -> new OpenTriviaQa();
            case CSV -> new Csv();
            case GIFT -> new Gift();
        };
    }
}
