package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/** What stands after <code>as</code>: gives names to a value's parts. */
sealed interface Pattern {

    /**
     * Calls the body with the names, for each combination of the results of the keys.
     *
     * @param outer what the keys that are expressions see
     * @param env the names so far
     */
    void bind(Evaluation run, Env outer, JsonNode value, Env env, Consumer<Env> body);

    /** <code>$name</code>. */
    record Whole(Object name) implements Pattern {

        @Override
        public void bind(Evaluation run, Env outer, JsonNode value, Env env, Consumer<Env> body) {
            body.accept(env.with(name, value));
        }
    }

    /** <code>[a, b, …]</code>. */
    record Elements(List<Pattern> patterns) implements Pattern {

        @Override
        public void bind(Evaluation run, Env outer, JsonNode value, Env env, Consumer<Env> body) {
            if (!value.isArray() && !value.isNull()) {
                throw new Raised("Cannot index " + Values.type(value) + " with number");
            }
            bind(run, outer, value, env, 0, body);
        }

        private void bind(Evaluation run, Env outer, JsonNode value, Env env, int i, Consumer<Env> body) {
            if (i == patterns.size()) {
                body.accept(env);
                return;
            }
            run.enter();
            try {
                patterns.get(i)
                        .bind(
                                run,
                                outer,
                                Access.orNull(value.get(i)),
                                env,
                                bound -> bind(run, outer, value, bound, i + 1, body));
            } finally {
                run.leave();
            }
        }
    }

    /** <code>{name: a, …}</code>. */
    record Fields(List<FieldPattern> fields) implements Pattern {

        @Override
        public void bind(Evaluation run, Env outer, JsonNode value, Env env, Consumer<Env> body) {
            bind(run, outer, value, env, 0, body);
        }

        private void bind(Evaluation run, Env outer, JsonNode value, Env env, int i, Consumer<Env> body) {
            if (i == fields.size()) {
                body.accept(env);
                return;
            }
            run.enter();
            try {
                FieldPattern field = fields.get(i);
                field.key().values(run, env, value, key -> {
                    if (!key.isTextual()) {
                        throw Access.cannotIndex(value, key);
                    }
                    JsonNode part = Access.at(run, value, key);
                    Env named = field.name() == null ? env : env.with(field.name(), part);
                    if (field.pattern() == null) {
                        bind(run, outer, value, named, i + 1, body);
                    } else {
                        field.pattern()
                                .bind(run, outer, part, named, bound -> bind(run, outer, value, bound, i + 1, body));
                    }
                });
            } finally {
                run.leave();
            }
        }
    }

    /**
     * One field.
     *
     * @param key makes its name
     * @param name a name for its value, as in <code>{$a: [$b]}</code>; null for none
     * @param pattern for its value; null when the name is all there is
     */
    record FieldPattern(Filter key, Object name, Pattern pattern) {}
}
