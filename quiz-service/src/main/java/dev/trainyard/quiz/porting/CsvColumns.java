package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which column of a CSV file is what, by its header. Case, blanks and underscores make no difference.
 *
 * @param positions by name, in lower case
 * @param options where the columns of options are, in order
 */
record CsvColumns(Map<String, Integer> positions, List<Integer> options) {

    static final String KIND = "kind";
    static final String TEXT = "text";
    static final String RIGHT = "right";
    static final String TOLERANCE = "tolerance";
    static final String POINTS = "points";
    static final String TIME_LIMIT = "timeLimitSeconds";
    private static final String OPTION = "option";

    // As many as a text question may accept, which is more than any may have options.
    private static final int MAX_OPTIONS = 20;

    private static final List<String> NAMED = List.of(KIND, TEXT, RIGHT, TOLERANCE, POINTS, TIME_LIMIT);

    /**
     * The columns of a header.
     *
     * @throws Problem 400 {@code malformed-csv} when it lacks one that is needed, or has one that is unknown or there twice
     */
    static CsvColumns of(List<String> header) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = simple(header.get(i));
            if (!name.isEmpty() && positions.put(name, i) != null) {
                throw malformed("The header has the column " + shortened(name) + " twice.");
            }
        }
        List<Integer> options = IntStream.rangeClosed(1, MAX_OPTIONS)
                .mapToObj(i -> positions.get(OPTION + i))
                .takeWhile(position -> position != null)
                .toList();
        refuseUnknown(positions.keySet(), options.size());
        for (String needed : List.of(TEXT, RIGHT)) {
            if (!positions.containsKey(needed)) {
                throw malformed("The header lacks the column " + needed + ".");
            }
        }
        return new CsvColumns(positions, options);
    }

    /** The header of a file whose longest question has so many options. */
    static List<String> header(int options) {
        List<String> header = new ArrayList<>(NAMED);
        IntStream.rangeClosed(1, options).forEach(i -> header.add(OPTION + i));
        return header;
    }

    /** Where a column is, if there is one. */
    OptionalInt position(String name) {
        Integer position = positions.get(simple(name));
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    private static void refuseUnknown(Set<String> names, int options) {
        Set<String> known = Stream.concat(
                        NAMED.stream(), IntStream.rangeClosed(1, options).mapToObj(i -> OPTION + i))
                .map(CsvColumns::simple)
                .collect(Collectors.toSet());
        names.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw malformed("The header has the column " + shortened(unknown) + ", which is none of "
                            + String.join(", ", NAMED) + ", option1, option2 and so on.");
                });
    }

    private static String simple(String name) {
        return name.replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT);
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    private static Problem malformed(String detail) {
        return Problem.badRequest("malformed-csv", detail);
    }
}
