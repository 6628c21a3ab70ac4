package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trainyard.deployment.expression.ExpressionException;
import dev.trainyard.deployment.expression.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address with variables, of which the DSL knows the simple kind only (RFC 6570, 3.2.2): {@code /pets/{petId}}. */
final class UriTemplate implements Template {

    // A name is taken verbatim: {pet.id} is the member "pet.id".
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z0-9_.%-]+)}");

    // RFC 3986, 2.3.
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private UriTemplate(String template) {
        Matcher variables = VARIABLE.matcher(template);
        int from = 0;
        while (variables.find()) {
            texts.add(template.substring(from, variables.start()));
            names.add(variables.group(1));
            from = variables.end();
        }
        texts.add(template.substring(from));
    }

    /** The template; empty if something in its braces is no simple name. */
    static Optional<UriTemplate> of(String template) {
        UriTemplate parsed = new UriTemplate(template);
        boolean isSimple = parsed.texts.stream().noneMatch(text -> text.indexOf('{') >= 0 || text.indexOf('}') >= 0);
        return isSimple ? Optional.of(parsed) : Optional.empty();
    }

    @Override
    public JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
        StringBuilder uri = new StringBuilder(texts.getFirst());
        for (int i = 0; i < names.size(); i++) {
            uri.append(expanded(names.get(i), input.path(names.get(i)))).append(texts.get(i + 1));
        }
        return TextNode.valueOf(uri.toString());
    }

    private static String expanded(String name, JsonNode value) {
        if (value.isContainerNode()) {
            throw new ExpressionException("{" + name + "} in the address is neither text, number, boolean nor null.");
        }
        StringBuilder encoded = new StringBuilder();
        if (!value.isNull() && !value.isMissingNode()) {
            for (byte unit : value.asText().getBytes(StandardCharsets.UTF_8)) {
                if (isUnreserved((char) unit)) {
                    encoded.append((char) unit);
                } else {
                    encoded.append('%').append(String.format("%02X", unit & 0xFF));
                }
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return UNRESERVED.indexOf(c) >= 0;
    }
}
