package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes results one by one. */
interface Sink {

    /** Takes one; the path says where in the input it is, and is null when nobody wants to know. */
    void accept(JsonNode value, Path path);
}
