package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Expressions by jackson-jq. */
@ApplicationScoped
class JqExpressions implements Expressions {

    private final Scope builtins = Scope.newEmptyScope();

    JqExpressions() {
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, builtins);
    }

    @Override
    public Expression parse(String text) {
        return parse("", text);
    }

    @Override
    public Template template(JsonNode value) {
        return template("", value);
    }

    private Expression parse(String pointer, String text) {
        JsonQuery query;
        try {
            query = JsonQuery.compile(
                    isExpression(text) ? text.substring(2, text.length() - 1) : text, Versions.JQ_1_6);
        } catch (JsonQueryException malformed) {
            throw new ExpressionSyntaxException(pointer, malformed.getMessage());
        }
        return (input, variables) -> evaluate(query, input, variables);
    }

    private Template template(String pointer, JsonNode value) {
        if (value.isTextual() && isExpression(value.textValue())) {
            return parse(pointer, value.textValue())::evaluate;
        }
        if (value instanceof ObjectNode object) {
            Map<String, Template> fields = new LinkedHashMap<>();
            object.properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            template(
                                    pointer + "/"
                                            + field.getKey().replace("~", "~0").replace("/", "~1"),
                                    field.getValue())));
            return (input, variables) -> {
                ObjectNode result = JsonNodeFactory.instance.objectNode();
                fields.forEach((name, field) -> result.set(name, field.evaluate(input, variables)));
                return result;
            };
        }
        if (value instanceof ArrayNode array) {
            List<Template> elements = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                elements.add(template(pointer + "/" + i, array.get(i)));
            }
            return (input, variables) -> {
                ArrayNode result = JsonNodeFactory.instance.arrayNode();
                elements.forEach(element -> result.add(element.evaluate(input, variables)));
                return result;
            };
        }
        return (input, variables) -> value;
    }

    private JsonNode evaluate(JsonQuery query, JsonNode input, Map<String, JsonNode> variables) {
        Scope scope = Scope.newChildScope(builtins);
        variables.forEach(scope::setValue);
        List<JsonNode> results = new ArrayList<>();
        try {
            query.apply(scope, input, results::add);
        } catch (JsonQueryException failed) {
            throw new ExpressionException(failed.getMessage());
        }
        return results.isEmpty() ? NullNode.instance : results.getFirst();
    }

    private static boolean isExpression(String text) {
        return text.startsWith("${") && text.endsWith("}");
    }
}
