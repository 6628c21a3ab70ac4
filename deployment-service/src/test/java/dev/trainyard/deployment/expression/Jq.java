package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Expressions as tests write them, within the limits that are the defaults, but with time for a busy machine. */
final class Jq {

    static final Limits LIMITS = new Limits(30_000_000_000L, 10_000_000, 64 << 20, 1 << 20, 200, 500);

    private static final JsonMapper JSON = new JsonMapper();

    private Jq() {}

    static JqExpressions within(Limits limits) {
        return new JqExpressions(limits);
    }

    static JqExpressions expressions() {
        return within(LIMITS);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    static JsonNode evaluate(String expression, String input) {
        return expressions().parse(expression).evaluate(json(input), Map.of());
    }

    /** The result as compact JSON. */
    static String eval(String expression, String input) {
        return evaluate(expression, input).toString();
    }

    /** All results, as one array. */
    static String all(String expression, String input) {
        return eval("[" + expression + "]", input);
    }
}
