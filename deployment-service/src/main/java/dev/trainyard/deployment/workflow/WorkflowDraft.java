package dev.trainyard.deployment.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.definition.DefinitionYaml;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client may set of a workflow. The bounds mirror the check constraints of table workflow; what a definition may
 * be is up to {@link Definitions}.
 */
record WorkflowDraft(
        @Size(max = WorkflowDraft.MAX_NAME)
        @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        @Schema(pattern = "\\S", description = "Unsaid: a new workflow gets one, another keeps its own")
        String name,

        @NotNull
        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "At most 200 KiB as compact JSON",
                examples = """
                        {"document": {"dsl": "1.0.0", "namespace": "training", "name": "greet", "version": "1.0.0"},
                         "do": [{"greet": {"set": {"greeting": "Hello"}}}]}
                        """)
        ObjectNode definition) {

    static final int MAX_NAME = 120;

    /**
     * A draft whose definition comes as YAML, and whose name with the query; null for none.
     *
     * @throws Problem 400 when the name is none, or the text no YAML
     */
    static WorkflowDraft ofYaml(String name, String definition) {
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            throw Problem.invalid(
                    Violation.inQuery("name", "must have 1 to " + MAX_NAME + " characters, and not be blank"));
        }
        return new WorkflowDraft(name, DefinitionYaml.read(definition));
    }
}
