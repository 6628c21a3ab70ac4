package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON Schema that a definition has for its data. It refers to nothing but itself, and not endlessly, so that what it may cost
 * is known; its patterns may look at each text for so long only.
 */
@RegisterResourceBundle(bundleName = "jsv-messages") // What the validator says, in a native image.
final class InlineSchema implements DataSchema {

    private static final int MAX_VIOLATIONS = 10;

    // With everything that it refers to written out.
    private static final int MAX_SIZE = 10_000;

    private static final Pattern DRAFT =
            Pattern.compile("https?://json-schema\\.org/(draft-07|draft/2019-09|draft/2020-12)/schema#?");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaLoader(
                            loader -> loader.resourceLoaders(resources -> resources.values(List::clear))
                                    .fetchRemoteResources(false))
                    .schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ENGLISH)
                            .regularExpressionFactory(BoundedPattern::new)
                            .build()));

    private static final Schema META = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ENGLISH)
                            .build()))
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

    private final Schema schema;

    private InlineSchema(Schema schema) {
        this.schema = schema;
    }

    /** The schema at a place; null when it is none that we can use, which is reported. */
    static DataSchema read(Place place, Report report) {
        if (!place.node().isObject() && !place.node().isBoolean()) {
            report.add(place, "must be a JSON Schema: an object or a boolean");
            return null;
        }
        if (!new References(place, report).areHarmless() || !isSchema(place, report)) {
            return null;
        }
        try {
            Schema schema = REGISTRY.getSchema(place.node());
            schema.initializeValidators();
            return new InlineSchema(schema);
        } catch (SchemaException | IllegalArgumentException unusable) {
            report.add(place, "must be a JSON Schema that can be used: " + unusable.getMessage());
            return null;
        }
    }

    private static boolean isSchema(Place place, Report report) {
        List<Error> errors = META.validate(place.node());
        errors.stream()
                .limit(MAX_VIOLATIONS)
                .forEach(error -> report.addIfNew(
                        place.pointer() + error.getInstanceLocation(),
                        "is not as JSON Schema has it: " + error.getMessage()));
        return errors.isEmpty();
    }

    @Override
    public List<String> violations(JsonNode data) {
        try {
            return schema.validate(data).stream()
                    .limit(MAX_VIOLATIONS)
                    .map(error -> (error.getInstanceLocation() + " " + error.getMessage()).strip())
                    .toList();
        } catch (StackOverflowError | BoundedPattern.TookTooLong tooMuch) {
            return List.of("takes too long to be checked");
        }
    }

    /** Follows what a schema refers to. */
    private static final class References {

        private final Place root;
        private final Report report;
        private final Set<String> open = new HashSet<>();
        private int size;
        private boolean harmless = true;

        References(Place root, Report report) {
            this.root = root;
            this.report = report;
        }

        boolean areHarmless() {
            follow(root);
            if (size > MAX_SIZE) {
                report.add(root, "is too large with what it refers to");
                return false;
            }
            return harmless;
        }

        private void follow(Place place) {
            if (++size > MAX_SIZE) {
                return;
            }
            for (String keyword : List.of("$dynamicRef", "$recursiveRef", "$id")) {
                boolean isName = keyword.equals("$id") && place.pointer().equals(root.pointer());
                if (place.get(keyword).node().isTextual() && !isName) {
                    refuse(place.get(keyword), "is not used here; references are, by $ref");
                }
            }
            String draft = place.get("$schema").text();
            if (draft != null && !DRAFT.matcher(draft).matches()) {
                refuse(place.get("$schema"), "must be a JSON Schema draft from 7 to 2020-12");
            }
            if (place.get("$ref").node().isTextual()) {
                reference(place.get("$ref"));
            }
            place.elements().forEach(this::follow);
            place.members().forEach(member -> follow(member.value()));
        }

        private void reference(Place reference) {
            String pointer = reference.text();
            JsonNode target = pointer.equals("#") || pointer.startsWith("#/")
                    ? root.node().at(pointer.substring(1))
                    : root.node().path("");
            if (target.isMissingNode()) {
                refuse(reference, "must refer to something in the same schema, such as #/$defs/name");
            } else if (!open.add(pointer)) {
                refuse(reference, "must not lead back to itself");
            } else {
                follow(new Place(target, root.pointer() + pointer.substring(1)));
                open.remove(pointer);
            }
        }

        private void refuse(Place place, String detail) {
            report.add(place, detail);
            harmless = false;
        }
    }
}
