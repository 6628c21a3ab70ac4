package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.Template;
import java.util.List;
import java.util.Set;

/**
 * A workflow's definition, checked and ready to be run: nothing in it is parsed again.
 *
 * @param namespace document.namespace
 * @param name document.name
 * @param version document.version
 * @param dsl document.dsl
 * @param document the document as JSON, for {@code $workflow.definition}
 * @param inputSchema of what the workflow takes; null when it takes anything
 * @param inputFrom makes the first task's raw input; null for the workflow's input itself
 * @param outputAs makes the workflow's output from the last task's; null for that itself
 * @param outputSchema of what the workflow gives; null when that may be anything
 * @param timeout of the whole; null for none but the deployment's
 * @param tasks in the order of the document, at least one
 * @param secrets the names that its calls may use
 */
public record Definition(
        String namespace,
        String name,
        String version,
        String dsl,
        JsonNode document,
        DataSchema inputSchema,
        Template inputFrom,
        Template outputAs,
        DataSchema outputSchema,
        DurationTemplate timeout,
        List<Task> tasks,
        Set<String> secrets) {}
