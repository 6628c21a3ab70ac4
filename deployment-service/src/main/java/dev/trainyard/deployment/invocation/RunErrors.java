package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.deployment.engine.WorkflowError;

/** Writes the error of a run as problem details (RFC 9457), with the type that the workflow gave it. */
final class RunErrors {

    private RunErrors() {}

    static String json(WorkflowError error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", error.type());
        json.put("status", error.status());
        putIfSaid(json, "title", error.title());
        putIfSaid(json, "detail", error.detail());
        putIfSaid(json, "instance", error.instance());
        return json.toString();
    }

    private static void putIfSaid(ObjectNode json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
