package dev.trainyard.deployment.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Writes stored definitions as people write them. */
@ApplicationScoped
class DefinitionYaml {

    static final String MEDIA_TYPE = "application/yaml";

    private final ObjectMapper json;
    private final YAMLMapper yaml = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .stringQuotingChecker(new PlainWords())
                    .build())
            .build();

    /** Leaves plain words without quotes. 1e3 and 0x1F would be read as numbers, by some also 1:20. */
    private static final class PlainWords extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;

        private static final Pattern PLAIN = Pattern.compile("\\p{L}(?:[\\p{L}\\p{N}_./-]| (?=\\S))*+");

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches() || super.needToQuoteValue(value);
        }
    }

    DefinitionYaml(ObjectMapper json) {
        this.json = json;
    }

    /** The definition in YAML, what it is called first: jsonb has put its members in another order. */
    String of(String definition) {
        try {
            ObjectNode stored = json.readValue(definition, ObjectNode.class);
            ObjectNode ordered = json.createObjectNode();
            ordered.set("document", stored.remove("document"));
            return yaml.writeValueAsString(ordered.setAll(stored));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("A column of type jsonb holds JSON", malformed);
        }
    }
}
