package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What builds values of results. */
final class Construction {

    private Construction() {}

    /** <code>[elements]</code>. */
    record OfArray(Filter elements) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            ArrayNode array = Values.array(run, List.of());
            elements.values(run, env, input, element -> Values.add(run, array, element));
            Filter.give(array, path, out);
        }
    }

    /** <code>{key: value, …}</code>, one for each combination of their results. */
    record OfObject(List<Field> fields) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            combine(run, env, input, 0, new JsonNode[2 * fields.size()], object -> Filter.give(object, path, out));
        }

        private void combine(
                Evaluation run, Env env, JsonNode input, int i, JsonNode[] chosen, Consumer<ObjectNode> out) {
            if (i == fields.size()) {
                ObjectNode object = Values.object(run);
                for (int f = 0; f < chosen.length; f += 2) {
                    Values.put(run, object, chosen[f].textValue(), chosen[f + 1]);
                }
                out.accept(object);
                return;
            }
            run.enter();
            try {
                Field field = fields.get(i);
                field.key().values(run, env, input, key -> {
                    if (!key.isTextual()) {
                        throw new Raised("Object keys must be strings, not " + Values.type(key));
                    }
                    field.value().values(run, env, input, value -> {
                        chosen[2 * i] = key;
                        chosen[2 * i + 1] = value;
                        combine(run, env, input, i + 1, chosen, out);
                    });
                });
            } finally {
                run.leave();
            }
        }
    }

    /** A field of an object. */
    record Field(Filter key, Filter value) {}

    /** <code>"… \(expression) …"</code>, each expression through a format such as <code>@base64</code>. */
    record OfText(List<Filter> parts, Format format) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            join(run, env, input, parts.size() - 1, "", text -> Filter.give(Values.text(run, text), path, out));
        }

        // From the last, as jq varies the first part fastest.
        private void join(Evaluation run, Env env, JsonNode input, int i, String tail, Consumer<String> out) {
            if (i < 0) {
                out.accept(tail);
                return;
            }
            run.enter();
            try {
                parts.get(i).values(run, env, input, value -> {
                    // Plain text and expressions take turns.
                    String text = i % 2 == 0 ? value.textValue() : format.text(run, value);
                    run.build(2L * text.length() + 2L * tail.length());
                    join(run, env, input, i - 1, text + tail, out);
                });
            } finally {
                run.leave();
            }
        }
    }

    /** <code>left op right</code>. */
    record Binary(Operator operator, Filter left, Filter right) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            right.values(
                    run,
                    env,
                    input,
                    second -> left.values(
                            run, env, input, first -> Filter.give(operator.apply(run, first, second), path, out)));
        }
    }

    /** <code>-value</code>. */
    record Negative(Filter value) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            value.values(run, env, input, number -> {
                if (!number.isNumber()) {
                    throw new Raised(Values.type(number) + " cannot be negated");
                }
                Filter.give(Operator.MINUS.apply(run, Values.number(0), number), path, out);
            });
        }
    }

    /** <code>target = value</code>. */
    record Assign(Filter target, Filter value) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            value.values(run, env, input, assigned -> {
                Editor editor = new Editor(run, input);
                target.stream(run, env, input, Path.ROOT, (old, place) -> editor.set(place.keys(run), assigned));
                Filter.give(editor.result(), path, out);
            });
        }
    }

    /** <code>target |= update</code>: the first result of the update; what it has none for is deleted. */
    record Update(Filter target, Filter update) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Filter.give(updated(run, input, target, env, old -> update.first(run, env, old)), path, out);
        }
    }

    /** <code>target op= value</code>, for each result of the value; without an operator <code>//=</code>. */
    record UpdateBy(Filter target, Operator operator, Filter value) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            value.values(
                    run,
                    env,
                    input,
                    operand -> Filter.give(
                            updated(run, input, target, env, old -> combined(run, old, operand)), path, out));
        }

        private JsonNode combined(Evaluation run, JsonNode old, JsonNode operand) {
            if (operator == null) {
                return Values.isTrue(old) ? old : operand;
            }
            return operator.apply(run, old, operand);
        }
    }

    private static JsonNode updated(
            Evaluation run, JsonNode input, Filter target, Env env, UnaryOperator<JsonNode> update) {
        Editor editor = new Editor(run, input);
        List<List<JsonNode>> deleted = new ArrayList<>();
        target.stream(run, env, input, Path.ROOT, (value, place) -> {
            List<JsonNode> keys = place.keys(run);
            JsonNode changed = update.apply(editor.get(keys));
            if (changed == null) {
                deleted.add(keys);
            } else {
                editor.set(keys, changed);
            }
        });
        editor.delete(deleted);
        return editor.result();
    }
}
