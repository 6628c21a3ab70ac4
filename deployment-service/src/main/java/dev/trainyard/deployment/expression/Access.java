package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Steps from a value to its parts. */
final class Access {

    private Access() {}

    /** What stands under a key: a name, an index, a slice. */
    static JsonNode at(Evaluation run, JsonNode value, JsonNode key) {
        if (key.isTextual() && value.isObject()) {
            return orNull(value.get(key.textValue()));
        }
        if (key.isNumber() && value.isArray()) {
            double index = Math.floor(key.doubleValue()) + (key.doubleValue() < 0 ? value.size() : 0);
            return index >= 0 && index < value.size() ? value.get((int) index) : NullNode.instance;
        }
        if (key.isObject() && value instanceof ArrayNode array) {
            return Slice.of(key, array.size()).cut(run, array);
        }
        if (key.isObject() && value.isTextual()) {
            return Slice.of(key, Values.codePoints(run, value.textValue())).cut(run, value.textValue());
        }
        if (key.isArray() && value.isArray()) {
            return Texts.indices(run, value, key);
        }
        boolean isNothing = value.isNull() && (key.isTextual() || key.isNumber() || key.isObject() || key.isNull());
        if (isNothing) {
            return value;
        }
        throw cannotIndex(value, key);
    }

    static JsonNode orNull(JsonNode value) {
        return value == null ? NullNode.instance : value;
    }

    static Raised cannotIndex(JsonNode value, JsonNode key) {
        return new Raised("Cannot index " + Values.type(value) + " with " + Values.type(key));
    }

    /** <code>.name</code>. */
    record Field(Filter target, TextNode name) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            if (target == Control.IDENTITY) {
                give(input, path, out);
            } else {
                target.stream(run, env, input, path, (value, valuePath) -> give(value, valuePath, out));
            }
        }

        private void give(JsonNode value, Path path, Sink out) {
            if (value.isObject()) {
                out.accept(orNull(value.get(name.textValue())), Path.of(path, name));
            } else if (value.isNull()) {
                out.accept(value, Path.of(path, name));
            } else {
                throw new Raised("Cannot index " + Values.type(value) + " with \"" + name.textValue() + "\"");
            }
        }
    }

    /** <code>target[key]</code>, where the key sees the same input as the target. */
    record At(Filter target, Filter key) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            key.values(
                    run,
                    env,
                    input,
                    index -> target.stream(
                            run,
                            env,
                            input,
                            path,
                            (value, valuePath) -> out.accept(at(run, value, index), Path.of(valuePath, index))));
        }
    }

    /** <code>target[from:to]</code>; either may be null for the end that is there. */
    record Between(Filter target, Filter from, Filter to) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            to.values(
                    run,
                    env,
                    input,
                    end -> from.values(run, env, input, start -> {
                        JsonNode key = Slice.key(run, start, end);
                        target.stream(
                                run,
                                env,
                                input,
                                path,
                                (value, valuePath) -> out.accept(at(run, value, key), Path.of(valuePath, key)));
                    }));
        }
    }

    /** <code>target[]</code>. */
    record Each(Filter target) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            target.stream(run, env, input, path, (value, valuePath) -> each(run, value, valuePath, out));
        }

        static void each(Evaluation run, JsonNode value, Path path, Sink out) {
            if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    run.step();
                    out.accept(value.get(i), path == null ? null : Path.of(path, Values.number(i)));
                }
            } else if (value.isObject()) {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    run.step();
                    out.accept(field.getValue(), path == null ? null : Path.of(path, TextNode.valueOf(field.getKey())));
                }
            } else {
                throw new Raised("Cannot iterate over " + Values.type(value));
            }
        }
    }

    /** <code>..</code>, the value itself first. */
    record Everything() implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            everything(run, input, path, out);
        }

        static void everything(Evaluation run, JsonNode value, Path path, Sink out) {
            out.accept(value, path);
            if (value.isContainerNode()) {
                run.enter();
                try {
                    Each.each(run, value, path, (element, elementPath) -> everything(run, element, elementPath, out));
                } finally {
                    run.leave();
                }
            }
        }
    }
}
