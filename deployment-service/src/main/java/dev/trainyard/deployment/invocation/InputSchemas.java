package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.definition.DataSchema;
import dev.trainyard.deployment.run.RunVersions;
import dev.trainyard.http.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Refuses before a run begins what its workflow would refuse as the first thing it does. */
@ApplicationScoped
class InputSchemas {

    private final RunVersions versions;

    InputSchemas(RunVersions versions) {
        this.versions = versions;
    }

    /**
     * Lets an input pass that a version takes.
     *
     * @throws Problem 422 {@code input-refused} that names the places of what it does not
     */
    void check(RunVersions.Key version, JsonNode input) {
        DataSchema schema = versions.find(version).inputSchema();
        List<String> violations = schema == null ? List.of() : schema.violations(input);
        if (!violations.isEmpty()) {
            throw Problem.of(422, "input-refused", "The workflow does not take this input.")
                    .with(
                            "violations",
                            violations.stream().map(InputSchemas::place).toList());
        }
    }

    /** A schema tells each violation as the place in the data, if it is not all of it, and what is wrong there. */
    private static Map<String, String> place(String violation) {
        boolean isSomewhere = violation.startsWith("/") && violation.contains(" ");
        int end = isSomewhere ? violation.indexOf(' ') : 0;
        return Map.of(
                "in",
                "body",
                "pointer",
                InputRules.ROOT + violation.substring(0, end),
                "detail",
                violation.substring(end).strip());
    }
}
