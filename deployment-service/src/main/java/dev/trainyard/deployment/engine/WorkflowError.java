package dev.trainyard.deployment.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An error as the specification has it, which is RFC 9457's.
 *
 * @param type a URI; the standard ones are under {@value #STANDARD}
 * @param status as of HTTP
 * @param title null when there is none
 * @param detail null when there is none
 * @param instance pointer of the task that raised it
 */
public record WorkflowError(String type, int status, String title, String detail, String instance) {

    public static final String STANDARD = "https://serverlessworkflow.io/spec/1.0.0/errors/";

    /** What a definition says cannot be done. */
    public static WorkflowError configuration(String detail, String instance) {
        return new WorkflowError(STANDARD + "configuration", 400, "Definition cannot be run", detail, instance);
    }

    /** Data is not as its schema wants it. */
    public static WorkflowError validation(String detail, String instance) {
        return new WorkflowError(STANDARD + "validation", 400, "Data is not valid", detail, instance);
    }

    /** An expression could not be evaluated, or gave what cannot be used. */
    public static WorkflowError expression(String detail, String instance) {
        return new WorkflowError(STANDARD + "expression", 400, "Expression failed", detail, instance);
    }

    /** Something took longer than it may. */
    public static WorkflowError timeout(String detail, String instance) {
        return new WorkflowError(STANDARD + "timeout", 408, "Timed out", detail, instance);
    }

    /** What is outside did not answer, or not as it should have. */
    public static WorkflowError communication(String detail, String instance) {
        return new WorkflowError(STANDARD + "communication", 500, "Communication failed", detail, instance);
    }

    /** A run went beyond what a run may use. */
    public static WorkflowError runtime(String detail, String instance) {
        return new WorkflowError(STANDARD + "runtime", 500, "Limit exceeded", detail, instance);
    }

    /** The error as expressions see it; what it does not say is left out. */
    public JsonNode toJson() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("type", type).put("status", status);
        if (title != null) {
            json.put("title", title);
        }
        if (detail != null) {
            json.put("detail", detail);
        }
        if (instance != null) {
            json.put("instance", instance);
        }
        return json;
    }

    /** The error that {@link #toJson()} has made. */
    static WorkflowError of(JsonNode json) {
        return new WorkflowError(
                json.path("type").textValue(),
                json.path("status").intValue(),
                json.path("title").textValue(),
                json.path("detail").textValue(),
                json.path("instance").textValue());
    }
}
