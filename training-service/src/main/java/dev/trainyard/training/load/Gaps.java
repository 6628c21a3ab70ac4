package dev.trainyard.training.load;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All gaps of a user; no two share a day. */
@Schema(examples = Gaps.EXAMPLE)
record Gaps(@NotNull @Size(max = 500) List<@NotNull @Valid Gap> gaps) {

    static final String EXAMPLE = """
            {"gaps": [{"from": "2026-02-02", "to": "2026-02-08", "note": "The watch was being repaired"}]}
            """;

    private static final LocalDate FIRST = LocalDate.EPOCH;
    private static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    /**
     * The same, oldest first.
     *
     * @throws Problem 400 that names what is not allowed
     */
    Gaps checked() {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            if (gap.from().isBefore(FIRST) || gap.from().isAfter(LAST)) {
                violations.add(Violation.inBody("/gaps/" + i + "/from", "must be a date from 1970 to 2100"));
            } else if (gap.to().isBefore(gap.from()) || gap.to().isAfter(LAST)) {
                violations.add(Violation.inBody("/gaps/" + i + "/to", "must be a date from from to 2100"));
            }
        }
        List<Integer> inOrder = IntStream.range(0, gaps.size())
                .boxed()
                .sorted(Comparator.comparing(i -> gaps.get(i).from()))
                .toList();
        for (int i = 1; violations.isEmpty() && i < inOrder.size(); i++) {
            if (!gaps.get(inOrder.get(i))
                    .from()
                    .isAfter(gaps.get(inOrder.get(i - 1)).to())) {
                violations.add(Violation.inBody("/gaps/" + inOrder.get(i) + "/from", "must not be in another gap"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new Gaps(inOrder.stream().map(gaps::get).toList());
    }
}
