package dev.trainyard.quiz.question;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A value that is fine by itself, but not together with the others of its question.
 *
 * @param field the name of the offending field
 * @param index which element of the field, null for the field itself
 * @param detail what is wrong, for a person
 */
record Contradiction(String field, Integer index, String detail) {

    /** Every element that is there before, where blanks around a text make no difference: players would see none. */
    static Stream<Contradiction> ofRepetitions(String field, List<?> values) {
        Set<Object> seen = new HashSet<>();
        return indexes(values)
                .filter(i -> values.get(i) != null && !seen.add(looksOf(values.get(i))))
                .mapToObj(i -> new Contradiction(field, i, "must not repeat another one"));
    }

    /** Every element that counts further than there are options. */
    static Stream<Contradiction> ofMissingOptions(String field, List<Integer> chosen, List<String> options) {
        return indexes(chosen)
                .filter(i -> isMissing(chosen.get(i), options))
                .mapToObj(i -> new Contradiction(field, i, "is not the number of an option"));
    }

    /** The value of the field, if it counts further than there are options. */
    static Stream<Contradiction> ofMissingOption(String field, Integer chosen, List<String> options) {
        return isMissing(chosen, options)
                ? Stream.of(new Contradiction(field, null, "is not the number of an option"))
                : Stream.empty();
    }

    private static boolean isMissing(Integer chosen, List<String> options) {
        return chosen != null && options != null && chosen >= options.size();
    }

    private static Object looksOf(Object value) {
        return value instanceof String text ? text.strip() : value;
    }

    private static IntStream indexes(List<?> values) {
        return values == null ? IntStream.empty() : IntStream.range(0, values.size());
    }
}
