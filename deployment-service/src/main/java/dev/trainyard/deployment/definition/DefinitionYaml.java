package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.trainyard.http.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Definitions in YAML. What reads differently to a person and to a machine is refused: a name twice in a mapping, several
 * documents, and aliases, of which a few lines can make billions.
 */
public final class DefinitionYaml {

    /** The media type (RFC 9512). */
    public static final String MEDIA_TYPE = "application/yaml";

    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .stringQuotingChecker(new NumbersQuoted())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private static final ObjectMapper ASCII = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    // How people write definitions; jsonb has no order of its own. What is not named here comes first, as it is.
    private static final List<String> ORDER = List.of(
            "document",
            "dsl",
            "namespace",
            "name",
            "version",
            "title",
            "summary",
            "tags",
            "metadata",
            "input",
            "use",
            "evaluate",
            "if",
            "call",
            "with",
            "method",
            "endpoint",
            "headers",
            "query",
            "body",
            "set",
            "switch",
            "when",
            "for",
            "while",
            "fork",
            "try",
            "catch",
            "wait",
            "raise",
            "emit",
            "listen",
            "foreach",
            "do",
            "timeout",
            "output",
            "export",
            "then");

    private static final Map<String, Integer> RANKS = ranks();

    private DefinitionYaml() {}

    /**
     * The document that a text is.
     *
     * @throws Problem 400 {@code malformed-yaml} when it is none, saying where
     */
    public static ObjectNode read(String text) {
        try (JsonParser parser = new PlainYaml(MAPPER.getFactory().createParser(text))) {
            JsonNode document = MAPPER.readTree(parser);
            if (!(document instanceof ObjectNode object)) {
                throw malformed("The body is not a YAML document with a mapping at its top.");
            }
            if (parser.nextToken() != null) {
                throw malformed("The body has more than one YAML document.");
            }
            return object;
        } catch (JsonProcessingException unreadable) {
            throw malformed("The body is not the YAML that is expected here: " + reason(unreadable));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A document as YAML, its members in the order in which people write them. */
    public static String write(JsonNode document) {
        try {
            String text = MAPPER.writeValueAsString(ordered(document));
            // Names of more than 128 characters come out wrong. JSON in ASCII is YAML as well.
            return MAPPER.readTree(text).equals(document) ? text : ASCII.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Problem malformed(String detail) {
        return Problem.badRequest("malformed-yaml", detail);
    }

    /** The first line of what the parser says, and where; the rest quotes the document. */
    private static String reason(JsonProcessingException unreadable) {
        JsonLocation place = unreadable.getLocation();
        String what = unreadable.getOriginalMessage().lines().findFirst().orElse("");
        return place == null ? what : what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode ordered = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .sorted(Comparator.comparing(member -> RANKS.getOrDefault(member.getKey(), -1)))
                    .forEach(member -> ordered.set(member.getKey(), ordered(member.getValue())));
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> ordered.add(ordered(element)));
            return ordered;
        }
        return node;
    }

    private static Map<String, Integer> ranks() {
        Map<String, Integer> ranks = new HashMap<>();
        ORDER.forEach(name -> ranks.put(name, ranks.size()));
        return ranks;
    }

    /** Text that somebody may take for a number, as 1e3 or 12:30, is quoted; a version is not. */
    private static final class NumbersQuoted extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1;

        private static final Pattern NUMBER = Pattern.compile("(?s)(?!\\d+\\.\\d+\\.\\d+$)[-+.\\d].*");

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || NUMBER.matcher(value).matches();
        }
    }

    /** Jackson takes an alias for its own name, as text. */
    private static final class PlainYaml extends JsonParserDelegate {

        private final YAMLParser yaml;

        PlainYaml(YAMLParser yaml) {
            super(yaml);
            this.yaml = yaml;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (yaml.isCurrentAlias()) {
                throw new JsonParseException(
                        this, "Aliases are not read here: write the value itself", currentLocation());
            }
            return token;
        }
    }
}
