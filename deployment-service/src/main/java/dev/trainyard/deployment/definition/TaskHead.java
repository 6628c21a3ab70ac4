package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.expression.Expression;
import dev.trainyard.deployment.expression.Template;

/**
 * What every task may say. What it does not say is null.
 *
 * @param name unique in its list
 * @param pointer where it is in the document, as the specification writes it: {@code /do/0/greet}
 * @param definition the task as JSON, for {@code $task.definition}
 * @param when {@code if}
 * @param then what comes after it; never null
 */
public record TaskHead(
        String name,
        String pointer,
        JsonNode definition,
        Expression when,
        DataSchema inputSchema,
        Template inputFrom,
        Template outputAs,
        DataSchema outputSchema,
        Template exportAs,
        DataSchema exportSchema,
        DurationTemplate timeout,
        Then then) {}
