package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a line of a file of results is. */
enum ResultLines {
    ATTEMPT("player,attempt,points,correct,answered,startedAt,finishedAt,lastAnsweredAt"),
    ANSWER("player,attempt,question,text,given,correct,points,elapsedMs,answeredAt");

    private final String header;

    ResultLines(String header) {
        this.header = header;
    }

    /**
     * What the query names; attempts without it.
     *
     * @throws Problem 400 when it is neither
     */
    static ResultLines of(String per) {
        return per == null
                ? ATTEMPT
                : Arrays.stream(values())
                        .filter(lines -> lines.name().toLowerCase(Locale.ROOT).equals(per))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid(Violation.inQuery("per", "must be attempt or answer")));
    }

    List<String> header() {
        return List.of(header.split(",", -1));
    }
}
