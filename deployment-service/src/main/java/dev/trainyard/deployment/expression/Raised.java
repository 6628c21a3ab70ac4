package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** An error as jq means it: a value that <code>try</code> can catch. Has no stack trace, as it may be raised in a loop. */
final class Raised extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient JsonNode value;

    Raised(JsonNode value) {
        super(null, null, false, false);
        this.value = value;
    }

    /** With a text for the author, which names types and never the data. */
    Raised(String message) {
        this(TextNode.valueOf(message));
    }

    JsonNode value() {
        return value;
    }
}
