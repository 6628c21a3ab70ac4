package dev.trainyard.deployment.definition;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The secrets that an expression names: {@code $secrets.name} and {@code $secrets["any name"]}. */
final class Secrets {

    static final String VARIABLE = "secrets";

    private static final Pattern NAMED = Pattern.compile(
            "\\$secrets\\s*\\.?\\s*(?:\\[\\s*\"([^\"\\\\]*)\"\\s*]|\"([^\"\\\\]*)\"|([A-Za-z_][A-Za-z0-9_]*))");

    private Secrets() {}

    static Set<String> namedIn(String expression) {
        Matcher matcher = NAMED.matcher(expression);
        return matcher.results().map(Secrets::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String name(MatchResult named) {
        return IntStream.rangeClosed(1, named.groupCount())
                .mapToObj(named::group)
                .filter(name -> name != null)
                .findFirst()
                .orElseThrow();
    }
}
