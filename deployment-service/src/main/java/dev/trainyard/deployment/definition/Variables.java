package dev.trainyard.deployment.definition;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a jq expression takes from outside. What it binds itself is left out, and rather too much of it than too
 * little: a name that is bound anywhere in the expression counts as bound everywhere in it.
 *
 * @param used without the dollar sign
 * @param secrets the secrets that it names
 */
record Variables(Set<String> used, Set<String> secrets) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:__loc__|([A-Za-z_][A-Za-z0-9_]*))");

    // After "as" come patterns, up to the pipe or, in reduce and foreach, the parenthesis that follows them; and the
    // parameters
    // of a function may be variables too.
    private static final Pattern BINDING = Pattern.compile("\\bas\\b([^|(]*)|\\bdef\\b([^:]*):");

    private static final Pattern SECRET = Pattern.compile(
            "\\$secrets\\s*\\.?\\s*(?:\\[\\s*\"([^\"\\\\]*)\"\\s*]|\"([^\"\\\\]*)\"|([A-Za-z_][A-Za-z0-9_]*))");

    /** Those of an expression, with or without <code>${ }</code> around it. */
    static Variables of(String expression) {
        String text = isExpression(expression)
                ? expression.strip().substring(2, expression.strip().length() - 1)
                : expression;
        String code = withoutTexts(text);
        Set<String> used = names(code);
        Matcher bindings = BINDING.matcher(code);
        while (bindings.find()) {
            used.removeAll(names(bindings.group()));
        }
        Set<String> secrets = new LinkedHashSet<>();
        Matcher named = SECRET.matcher(text);
        while (named.find()) {
            for (int i = 1; i <= named.groupCount(); i++) {
                if (named.group(i) != null) {
                    secrets.add(named.group(i));
                }
            }
        }
        return new Variables(used, secrets);
    }

    /** Whether text in a value is an expression. */
    static boolean isExpression(String text) {
        String stripped = text.strip();
        return stripped.startsWith("${") && stripped.endsWith("}");
    }

    private static Set<String> names(String code) {
        Set<String> names = new LinkedHashSet<>();
        Matcher variables = VARIABLE.matcher(code);
        while (variables.find()) {
            if (variables.group(1) != null) {
                names.add(variables.group(1));
            }
        }
        return names;
    }

    /** The code with what is only text blanked out: comments, and strings but for what they interpolate. */
    private static String withoutTexts(String text) {
        StringBuilder code = new StringBuilder();
        scan(text, 0, false, code);
        return code.toString();
    }

    /** Scans code from {@code from}, up to the parenthesis that closes it when it is within a string; gives where it stopped. */
    private static int scan(String text, int from, boolean isInterpolated, StringBuilder code) {
        int open = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                at = skipString(text, at, code);
            } else if (c == '#') {
                at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
            } else if (c == ')' && isInterpolated && open == 0) {
                return at;
            } else {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                code.append(c);
            }
        }
        return at;
    }

    private static int skipString(String text, int from, StringBuilder code) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                break;
            }
            if (c == '\\' && at < text.length()) {
                if (text.charAt(at++) == '(') {
                    code.append(' ');
                    at = scan(text, at, true, code);
                    code.append(' ');
                }
            }
        }
        code.append(' ');
        return at;
    }
}
