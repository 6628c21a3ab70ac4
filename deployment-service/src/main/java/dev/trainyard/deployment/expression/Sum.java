package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds all that is in a value, as <code>+</code> does one by one, but without copying what is there already each time. */
final class Sum {

    private final Evaluation run;
    private final StringBuilder text = new StringBuilder();
    private JsonNode sum = NullNode.instance;
    private boolean isOwn;

    private Sum(Evaluation run) {
        this.run = run;
    }

    static JsonNode of(Evaluation run, JsonNode input) {
        Sum sum = new Sum(run);
        Access.Each.each(run, input, null, (value, path) -> sum.add(value));
        return sum.result();
    }

    private void add(JsonNode value) {
        if (sum.isTextual() && value.isTextual()) {
            if (text.isEmpty()) {
                Texts.append(run, text, sum.textValue());
            }
            Texts.append(run, text, value.textValue());
        } else if (sum instanceof ArrayNode array && value.isArray()) {
            ArrayNode grown = isOwn ? array : Values.copy(run, array);
            value.forEach(element -> Values.add(run, grown, element));
            own(grown);
        } else if (sum instanceof ObjectNode object && value.isObject()) {
            ObjectNode grown = isOwn ? object : Values.copy(run, object);
            value.properties().forEach(field -> Values.put(run, grown, field.getKey(), field.getValue()));
            own(grown);
        } else if (!value.isNull()) {
            sum = Operator.PLUS.apply(run, result(), value);
            isOwn = false;
        }
    }

    private void own(JsonNode grown) {
        sum = grown;
        isOwn = true;
    }

    private JsonNode result() {
        return text.isEmpty() ? sum : Values.text(run, text.toString());
    }
}
