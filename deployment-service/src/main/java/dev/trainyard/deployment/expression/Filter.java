package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A part of an expression: makes any number of results of one input. Immutable. */
interface Filter {

    /**
     * Gives its results to the sink, one by one. Is called by {@link #stream} only.
     *
     * @param path where the input is, when it is wanted where the results are; else null
     */
    void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out);

    /** Gives its results to the sink, one by one, and pays for it. */
    default void stream(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
        run.enter();
        try {
            emit(run, env, input, path, out);
        } finally {
            run.leave();
        }
    }

    /** The results alone, for a sink that takes no paths. */
    default void values(Evaluation run, Env env, JsonNode input, Consumer<JsonNode> out) {
        stream(run, env, input, null, (value, path) -> out.accept(value));
    }

    /** All results. */
    default List<JsonNode> all(Evaluation run, Env env, JsonNode input) {
        List<JsonNode> all = new ArrayList<>();
        values(run, env, input, value -> {
            run.build(Values.SLOT_BYTES);
            all.add(value);
        });
        return all;
    }

    /** The first result; null when there is none. */
    default JsonNode first(Evaluation run, Env env, JsonNode input) {
        JsonNode[] first = new JsonNode[1];
        Break enough = new Break();
        try {
            values(run, env, input, value -> {
                first[0] = value;
                throw enough;
            });
        } catch (Break done) {
            if (done != enough) {
                throw done;
            }
        }
        return first[0];
    }

    /** Gives a value that is nowhere in the input. */
    static void give(JsonNode value, Path path, Sink out) {
        if (path != null) {
            throw new Raised("Invalid path expression: this " + Values.type(value) + " is no part of the input");
        }
        out.accept(value, null);
    }
}
