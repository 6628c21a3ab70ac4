package dev.trainyard.systemtests;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus names: the metrics that it selects, by which labels, and the labels that it groups by.
 * Reads tokens, no grammar: whether it is an expression at all, promtool says.
 */
record PromQuery(List<Selector> selectors, Set<String> groupedBy) {

    // A string, a range or an offset, a number with its unit, a name, or any other character.
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*\\]|[0-9][0-9.]*[a-z]*|[a-zA-Z_:][\\w:]*|[=!<>]=|[=!]~|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");
    private static final Set<String> BEFORE_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    /** What is selected: {@code metric{label operator "value", …}}. */
    record Selector(String metric, List<Match> matches) {}

    record Match(String label, String operator, String value) {

        boolean takes(String other) {
            return switch (operator) {
                case "=" -> other.equals(value);
                case "!=" -> !other.equals(value);
                case "=~" -> other.matches(value);
                case "!~" -> !other.matches(value);
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    static PromQuery of(String text) {
        List<String> tokens = tokens(text);
        List<Selector> selectors = new ArrayList<>();
        Set<String> groupedBy = new LinkedHashSet<>();
        int at = 0;
        while (at < tokens.size()) {
            String token = tokens.get(at++);
            String next = at < tokens.size() ? tokens.get(at) : "";
            if (!NAME.matcher(token).matches() || OPERATORS.contains(token)) {
                continue;
            }
            if (BEFORE_LABELS.contains(token)) {
                at = labels(tokens, at, groupedBy);
            } else if (next.equals("{")) {
                List<Match> matches = new ArrayList<>();
                at = matches(tokens, at, matches);
                selectors.add(new Selector(token, matches));
            } else if (!next.equals("(") && !BEFORE_LABELS.contains(next)) {
                // Neither a function nor an aggregation.
                selectors.add(new Selector(token, List.of()));
            }
        }
        return new PromQuery(selectors, groupedBy);
    }

    private static int labels(List<String> tokens, int open, Set<String> found) {
        int at = open + 1;
        for (; !tokens.get(at).equals(")"); at++) {
            if (!tokens.get(at).equals(",")) {
                found.add(tokens.get(at));
            }
        }
        return at + 1;
    }

    private static int matches(List<String> tokens, int open, List<Match> found) {
        int at = open + 1;
        while (!tokens.get(at).equals("}")) {
            if (tokens.get(at).equals(",")) {
                at++;
            } else {
                String value = tokens.get(at + 2);
                found.add(new Match(tokens.get(at), tokens.get(at + 1), value.substring(1, value.length() - 1)));
                at += 3;
            }
        }
        return at + 1;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
