package dev.trainyard.deployment.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a definition defines once, under {@code use}, to be referred to by name.
 *
 * @param kind how it is called, such as errors
 * @param <T> what it is
 */
record Reusables<T>(String kind, Map<String, T> byName, Report report) {

    /** Reads all of a kind; what is wrong in it is reported there, whether or not it is used. */
    static <T> Reusables<T> read(Place use, String kind, Report report, Function<Place, T> read) {
        Map<String, T> byName = new LinkedHashMap<>();
        use.get(kind).members().forEach(member -> byName.put(member.name(), read.apply(member.value())));
        return new Reusables<>(kind, byName, report);
    }

    /** What the text at a place refers to; null if there is no such thing, which is reported. */
    T named(Place reference) {
        if (!byName.containsKey(reference.text())) {
            report.add(reference, "must name one of the use." + kind + ", or be an object");
        }
        return byName.get(reference.text());
    }
}
