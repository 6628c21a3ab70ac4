package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.Template;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a function is called with, made of the caller's transformed input.
 *
 * @param from transforms the caller's input; null for not at all
 */
record Arguments(Template from, Template with) implements Template {

    @Override
    public JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
        JsonNode transformed = from == null ? input : from.evaluate(input, variables);
        Map<String, JsonNode> known = new HashMap<>(variables);
        known.put("input", transformed);
        return with.evaluate(transformed, known);
    }

    @Override
    public Set<String> variables() {
        Set<String> used = new HashSet<>(with.variables());
        // It is the transformed input, which is made here.
        used.remove("input");
        if (from != null) {
            used.addAll(from.variables());
        }
        return used;
    }
}
