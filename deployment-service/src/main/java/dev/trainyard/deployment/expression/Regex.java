package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A regular expression of RE2, which needs time and memory in proportion to pattern times text, whatever they are:
 * backtracking engines can be made to need any amount of either. So there are no back references and no look-around.
 */
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMW", "com.github.benmanes.caffeine.cache.PSMW"})
final class Regex {

    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_GROUPS = 50;

    // Of what RE2 makes of a pattern, in which counted repetitions are written out.
    private static final int MAX_SIZE = 20_000;

    // What RE2 takes for each of these, seen generously.
    private static final long BYTES_PER_INSTRUCTION = 200;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("(\\)?)\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    // Some megabytes at most. A pattern is usually a constant of an expression that is evaluated often.
    private static final Cache<Key, Regex> COMPILED = Caffeine.newBuilder()
            .maximumWeight(5L * MAX_SIZE)
            .weigher((Key key, Regex regex) -> 100 + regex.pattern.programSize())
            .build();

    private final Pattern pattern;
    private final Map<Integer, String> groupNames;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
        this.groupNames = pattern.namedGroups().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    private record Key(String pattern, int flags) {}

    /** Where a match is, and its groups; starts of -1 for groups that matched nothing. */
    private record Match(Regex regex, List<Group> groups) {

        int start() {
            return groups.getFirst().start();
        }

        int end() {
            return groups.getFirst().end();
        }
    }

    private record Group(int start, int end) {}

    /** jq's flags. */
    private record Flags(boolean global, boolean notEmpty, int ofPattern) {

        static Flags of(JsonNode flags) {
            boolean global = false;
            boolean notEmpty = false;
            int ofPattern = 0;
            for (char flag :
                    flags.isNull() ? new char[0] : Texts.require(flags, "Flags").toCharArray()) {
                switch (flag) {
                    case 'g' -> global = true;
                    case 'n' -> notEmpty = true;
                    case 'i' -> ofPattern |= Pattern.CASE_INSENSITIVE;
                    case 'p' -> ofPattern |= Pattern.DOTALL;
                    case 'l' -> ofPattern |= Pattern.LONGEST_MATCH;
                    case 's' -> {
                        // So it is anyway: ^ and $ are the ends of the text.
                    }
                    default -> throw new Raised("The flags of a regular expression are g, i, l, n, p and s");
                }
            }
            return new Flags(global, notEmpty, ofPattern);
        }

        Flags withAll() {
            return new Flags(true, notEmpty, ofPattern);
        }
    }

    static JsonNode test(Evaluation run, JsonNode input, JsonNode pattern, JsonNode flags) {
        Flags wanted = Flags.of(flags);
        Flags one = new Flags(false, wanted.notEmpty(), wanted.ofPattern());
        return BooleanNode.valueOf(!matches(run, required(input), pattern, one).isEmpty());
    }

    /** An array of objects as jq has them: offset, length, string, captures. */
    static JsonNode match(Evaluation run, JsonNode input, JsonNode pattern, JsonNode flags) {
        String text = required(input);
        ArrayNode found = Values.array(run, List.of());
        int counted = 0;
        int codePoints = 0;
        for (Match match : matches(run, text, pattern, Flags.of(flags))) {
            codePoints += text.codePointCount(counted, match.start());
            counted = match.start();
            Values.add(run, found, described(run, text, match, codePoints));
        }
        return found;
    }

    /** The parts between the matches. */
    static JsonNode split(Evaluation run, JsonNode input, JsonNode pattern, JsonNode flags) {
        String text = required(input);
        ArrayNode parts = Values.array(run, List.of());
        int from = 0;
        for (Match match : matches(run, text, pattern, Flags.of(flags).withAll())) {
            Values.add(run, parts, Texts.sliced(run, text, from, match.start()));
            from = match.end();
        }
        Values.add(run, parts, Texts.sliced(run, text, from, text.length()));
        return parts;
    }

    /**
     * With what the replacement makes of each match's named groups in its place. Where that has several results there are
     * as many texts, the first with all first results and so on.
     */
    static List<JsonNode> replace(
            Evaluation run,
            Env env,
            JsonNode input,
            JsonNode pattern,
            JsonNode flags,
            boolean all,
            Filter replacement) {
        String text = required(input);
        Flags wanted = all ? Flags.of(flags).withAll() : Flags.of(flags);
        List<StringBuilder> results = new ArrayList<>();
        results.add(new StringBuilder());
        int from = 0;
        for (Match match : matches(run, text, pattern, wanted)) {
            String gap = text.substring(from, match.start());
            List<JsonNode> replacements = replacement.all(run, env, named(run, text, match));
            while (results.size() < replacements.size()) {
                run.build(100 + 2L * results.getFirst().length());
                results.add(new StringBuilder(from == 0 ? "" : text.substring(0, from)));
            }
            for (int i = 0; i < replacements.size(); i++) {
                Texts.append(run, results.get(i), gap);
                Texts.append(run, results.get(i), Texts.require(replacements.get(i), "What replaces a match"));
            }
            if (replacements.isEmpty()) {
                return List.of();
            }
            from = match.end();
        }
        List<JsonNode> texts = new ArrayList<>();
        for (StringBuilder result : results) {
            Texts.append(run, result, text.substring(from));
            texts.add(Values.text(run, result.toString()));
        }
        return texts;
    }

    private static String required(JsonNode input) {
        return Texts.require(input, "What is matched");
    }

    private static List<Match> matches(Evaluation run, String text, JsonNode pattern, Flags flags) {
        Regex regex = of(run, Texts.require(pattern, "A regular expression"), flags.ofPattern());
        Matcher matcher = regex.pattern.matcher(new PaidText(run, text, 1 + regex.pattern.programSize() / 4));
        // The machine that matches, which holds the groups for each of its instructions.
        run.build((long) regex.pattern.programSize() * (32 + 8L * regex.pattern.groupCount()));
        List<Match> matches = new ArrayList<>();
        while (matcher.find()) {
            int groups = matcher.groupCount() + 1;
            run.build(64 + 32L * groups);
            List<Group> bounds = new ArrayList<>(groups);
            for (int group = 0; group < groups; group++) {
                bounds.add(new Group(matcher.start(group), matcher.end(group)));
            }
            if (matcher.start() < matcher.end() || !flags.notEmpty()) {
                matches.add(new Match(regex, bounds));
            }
            if (!flags.global()) {
                break;
            }
        }
        return matches;
    }

    private static Regex of(Evaluation run, String pattern, int flags) {
        Key key = new Key(pattern, flags);
        Regex known = pattern.length() <= MAX_LENGTH ? COMPILED.getIfPresent(key) : null;
        if (known != null) {
            return known;
        }
        long size = size(pattern);
        if (pattern.length() > MAX_LENGTH || size > MAX_SIZE || count(pattern, '(') > MAX_GROUPS) {
            throw new Raised("The regular expression is too large");
        }
        run.build(BYTES_PER_INSTRUCTION * size);
        try {
            Regex compiled = new Regex(Pattern.compile(pattern, flags));
            COMPILED.put(key, compiled);
            return compiled;
        } catch (PatternSyntaxException malformed) {
            throw new Raised("The regular expression is not understood: " + malformed.getDescription());
        }
    }

    /**
     * At least as many instructions as RE2 makes of it: repetitions of groups may be one in the other and multiply,
     * others cannot.
     */
    private static long size(String pattern) {
        long nested = 1;
        long single = 1;
        java.util.regex.Matcher repetition = REPETITION.matcher(pattern);
        while (repetition.find() && nested < MAX_SIZE) {
            String most = repetition.group(3);
            long times = Long.parseLong(most == null || most.isEmpty() ? repetition.group(2) : most) + 1;
            if (repetition.group(1).isEmpty()) {
                single = Math.max(single, times);
            } else {
                nested *= times;
            }
        }
        return pattern.length() * single * nested;
    }

    private static long count(String text, char sought) {
        return text.chars().filter(c -> c == sought).count();
    }

    private static ObjectNode described(Evaluation run, String text, Match match, int offset) {
        ObjectNode described = span(run, text, match.start(), match.end(), offset);
        ArrayNode captures = Values.array(run, List.of());
        for (int group = 1; group < match.groups().size(); group++) {
            int start = match.groups().get(group).start();
            int end = match.groups().get(group).end();
            run.steps(Math.abs(start - match.start()) >> 4);
            ObjectNode capture = start < 0
                    ? span(run, text, 0, -1, -1)
                    : span(run, text, start, end, offset + text.codePointCount(match.start(), start));
            String name = match.regex().groupNames.get(group);
            Values.put(run, capture, "name", name == null ? NullNode.instance : TextNode.valueOf(name));
            Values.add(run, captures, capture);
        }
        Values.put(run, described, "captures", captures);
        return described;
    }

    // With an end before its start there is nothing.
    private static ObjectNode span(Evaluation run, String text, int start, int end, int offset) {
        ObjectNode span = Values.object(run);
        Values.put(run, span, "offset", Values.number(offset));
        Values.put(run, span, "length", Values.number(end < start ? 0 : text.codePointCount(start, end)));
        Values.put(run, span, "string", end < start ? NullNode.instance : Texts.sliced(run, text, start, end));
        return span;
    }

    private static ObjectNode named(Evaluation run, String text, Match match) {
        ObjectNode named = Values.object(run);
        match.regex().groupNames.forEach((group, name) -> {
            Group found = match.groups().get(group);
            Values.put(
                    run,
                    named,
                    name,
                    found.start() < 0 ? NullNode.instance : Texts.sliced(run, text, found.start(), found.end()));
        });
        return named;
    }

    /** A text that is paid for as it is read: a match may be as long as text times pattern. */
    private record PaidText(Evaluation run, String text, int steps) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            run.steps(steps);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
