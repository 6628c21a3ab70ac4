package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** jq by an interpreter of our own, bounded by how it is built: see {@link Evaluation}. */
@ApplicationScoped
class JqExpressions implements Expressions {

    private static final int MAX_MESSAGE = 500;

    private final Limits limits;

    @Inject
    JqExpressions(ExpressionConfig config) {
        this(Limits.of(config));
    }

    JqExpressions(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Expression parse(String text) {
        return parse("", text.strip(), null);
    }

    @Override
    public Expression parse(String text, Set<String> known) {
        return parse("", text.strip(), known);
    }

    @Override
    public Template template(JsonNode value) {
        return template(value, null);
    }

    @Override
    public Template template(JsonNode value, Set<String> known) {
        Set<String> used = new HashSet<>();
        return new Filled(part("", value, known, used), Set.copyOf(used), limits);
    }

    private Parsed parse(String pointer, String text, Set<String> known) {
        // Blanks in place of "${", so that columns are those of the text.
        String jq = isExpression(text) ? "  " + text.substring(2, text.length() - 1) : text;
        try {
            Parser parser = new Parser(jq, Library.DEFINITIONS, known);
            return new Parsed(parser.expression(), parser.used(), limits);
        } catch (ExpressionSyntaxException malformed) {
            throw new ExpressionSyntaxException(pointer, malformed.getMessage());
        }
    }

    private Part part(String pointer, JsonNode value, Set<String> known, Set<String> used) {
        if (value.isTextual() && isExpression(value.textValue())) {
            Parsed parsed = parse(pointer, value.textValue(), known);
            used.addAll(parsed.variables());
            return parsed;
        }
        if (value instanceof ObjectNode object) {
            Map<String, Part> fields = new LinkedHashMap<>();
            object.properties().forEach(field -> {
                String step = field.getKey().replace("~", "~0").replace("/", "~1");
                fields.put(field.getKey(), part(pointer + "/" + step, field.getValue(), known, used));
            });
            return isConstant(fields.values()) ? new Constant(object) : new Fields(fields);
        }
        if (value instanceof ArrayNode array) {
            List<Part> elements = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                elements.add(part(pointer + "/" + i, array.get(i), known, used));
            }
            return isConstant(elements) ? new Constant(array) : new Elements(elements);
        }
        return new Constant(value);
    }

    private static boolean isConstant(Iterable<Part> parts) {
        for (Part part : parts) {
            if (!(part instanceof Constant)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isExpression(String text) {
        return text.startsWith("${") && text.endsWith("}");
    }

    /** A part of a template; all parts of one share what one evaluation may cost. */
    private interface Part {

        JsonNode fill(Evaluation run, JsonNode input);
    }

    private record Constant(JsonNode value) implements Part {

        @Override
        public JsonNode fill(Evaluation run, JsonNode input) {
            return value;
        }
    }

    private record Fields(Map<String, Part> fields) implements Part {

        @Override
        public JsonNode fill(Evaluation run, JsonNode input) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, field) -> object.set(name, field.fill(run, input)));
            return object;
        }
    }

    private record Elements(List<Part> elements) implements Part {

        @Override
        public JsonNode fill(Evaluation run, JsonNode input) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            elements.forEach(element -> array.add(element.fill(run, input)));
            return array;
        }
    }

    private record Filled(Part whole, Set<String> variables, Limits limits) implements Template {

        @Override
        public JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
            return whole.fill(new Evaluation(limits, variables), input);
        }
    }

    private record Parsed(Filter filter, Set<String> variables, Limits limits) implements Expression, Part {

        @Override
        public JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
            return fill(new Evaluation(limits, variables), input);
        }

        @Override
        public JsonNode fill(Evaluation run, JsonNode input) {
            try {
                JsonNode first = filter.first(run, Env.EMPTY, Access.orNull(input));
                return first == null ? NullNode.instance : Result.of(run, first);
            } catch (Raised raised) {
                throw new ExpressionException(message(raised.value()));
            } catch (StackOverflowError tooDeep) {
                // The depth is limited before; this is for a thread with an unusually small stack.
                throw new ExpressionException("nests calls or values too deep");
            }
        }

        private String message(JsonNode value) {
            if (variables.contains("secrets")) {
                return "fails; why is not told, as it uses $secrets";
            }
            String message = value.isTextual() ? value.textValue() : "raises an error that is no text";
            return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
        }
    }
}
