package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;

/** What decides which results there are: pipes, conditions, loops, names, errors. */
final class Control {

    static final Filter IDENTITY = new Identity();

    private Control() {}

    /** <code>.</code>. */
    record Identity() implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            out.accept(input, path);
        }
    }

    /** A value that is written out. */
    record Literal(JsonNode value) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Filter.give(value, path, out);
        }
    }

    /** <code>first | second</code>. */
    record Pipe(Filter first, Filter second) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            first.stream(run, env, input, path, (value, valuePath) -> second.stream(run, env, value, valuePath, out));
        }
    }

    /** <code>a, b, …</code>. */
    record Comma(List<Filter> parts) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            for (Filter part : parts) {
                part.stream(run, env, input, path, out);
            }
        }
    }

    /** <code>if condition then … else … end</code>, for each result of the condition. */
    record If(Filter condition, Filter then, Filter otherwise) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            condition.values(
                    run,
                    env,
                    input,
                    holds -> (Values.isTrue(holds) ? then : otherwise).stream(run, env, input, path, out));
        }
    }

    /** <code>left and right</code>. */
    record And(Filter left, Filter right) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            left.values(run, env, input, first -> {
                if (Values.isTrue(first)) {
                    right.values(
                            run,
                            env,
                            input,
                            second -> Filter.give(BooleanNode.valueOf(Values.isTrue(second)), path, out));
                } else {
                    Filter.give(BooleanNode.FALSE, path, out);
                }
            });
        }
    }

    /** <code>left or right</code>. */
    record Or(Filter left, Filter right) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            left.values(run, env, input, first -> {
                if (Values.isTrue(first)) {
                    Filter.give(BooleanNode.TRUE, path, out);
                } else {
                    right.values(
                            run,
                            env,
                            input,
                            second -> Filter.give(BooleanNode.valueOf(Values.isTrue(second)), path, out));
                }
            });
        }
    }

    /** <code>left // right</code>: what is true of the left, or else the right; an error on the left ends it. */
    record Alternative(Filter left, Filter right) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            boolean[] found = new boolean[1];
            Attempt.run(
                    () -> left.stream(run, env, input, path, (value, valuePath) -> {
                        if (Values.isTrue(value)) {
                            found[0] = true;
                            Attempt.give(found, value, valuePath, out);
                        }
                    }),
                    found,
                    error -> {});
            if (!found[0]) {
                right.stream(run, env, input, path, out);
            }
        }
    }

    /** <code>try body catch handler</code>; the handler is null when errors are just dropped. */
    record Try(Filter body, Filter handler) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Object attempt = new Object();
            Attempt.run(
                    () -> body.stream(
                            run, env, input, path, (value, valuePath) -> Attempt.give(attempt, value, valuePath, out)),
                    attempt,
                    error -> {
                        if (handler != null) {
                            handler.stream(
                                    run, env, error.value(), null, (value, none) -> Filter.give(value, path, out));
                        }
                    });
        }
    }

    /** <code>source as pattern | body</code>. */
    record Bind(Filter source, Pattern pattern, Filter body) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            source.values(
                    run,
                    env,
                    input,
                    value -> pattern.bind(run, env, value, env, bound -> body.stream(run, bound, input, path, out)));
        }
    }

    /** <code>reduce source as pattern (init; update)</code>. */
    record Reduce(Filter source, Pattern pattern, Filter init, Filter update) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            init.stream(run, env, input, path, (start, startPath) -> {
                Place state = new Place(start, startPath);
                source.values(
                        run,
                        env,
                        input,
                        value -> pattern.bind(run, env, value, env, bound -> {
                            JsonNode before = state.value;
                            Path pathBefore = state.path;
                            state.set(NullNode.instance, path == null ? null : Path.ROOT);
                            update.stream(run, bound, before, pathBefore, state::set);
                        }));
                out.accept(state.value, state.path);
            });
        }
    }

    /** <code>foreach source as pattern (init; update; extract)</code>. */
    record Foreach(Filter source, Pattern pattern, Filter init, Filter update, Filter extract) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            init.stream(run, env, input, path, (start, startPath) -> {
                Place state = new Place(start, startPath);
                source.values(
                        run,
                        env,
                        input,
                        value -> pattern.bind(
                                run,
                                env,
                                value,
                                env,
                                bound -> update.stream(run, bound, state.value, state.path, (next, nextPath) -> {
                                    state.set(next, nextPath);
                                    extract.stream(run, bound, next, nextPath, out);
                                })));
            });
        }
    }

    /** A value that changes, and where it is. */
    private static final class Place {

        private JsonNode value;
        private Path path;

        Place(JsonNode value, Path path) {
            set(value, path);
        }

        void set(JsonNode value, Path path) {
            this.value = value;
            this.path = path;
        }
    }

    /** <code>label $name | body</code>. */
    record Label(Object name, Filter body) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Break end = new Break();
            try {
                body.stream(run, env.with(name, end), input, path, out);
            } catch (Break reached) {
                if (reached != end) {
                    throw reached;
                }
            }
        }
    }

    /** <code>break $name</code>. */
    record Leave(Object label) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            throw (Break) env.find(label).meaning();
        }
    }

    /** <code>$name</code> of an <code>as</code>. */
    record Variable(Object name) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Filter.give((JsonNode) env.find(name).meaning(), path, out);
        }
    }

    /** <code>$name</code> that whoever evaluates gives. */
    record Given(String name) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Filter.give(run.variable(name), path, out);
        }
    }

    /** <code>def …; body</code>. */
    record Define(Definition definition, Filter body) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            body.stream(run, env.with(definition, null), input, path, out);
        }
    }

    /** A function; its body comes last, as it may call the function itself. */
    static final class Definition {

        private final List<Object> parameters;
        private Filter body;

        Definition(List<Object> parameters) {
            this.parameters = parameters;
        }

        void completeWith(Filter body) {
            this.body = body;
        }
    }

    private record Closure(Filter filter, Env env) {}

    /** A call of a function that was defined around the call, or, when global, around nothing. */
    record Call(Definition definition, boolean isGlobal, List<Filter> arguments) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Env inner = isGlobal ? Env.EMPTY : env.find(definition);
            for (int i = 0; i < arguments.size(); i++) {
                Filter argument = arguments.get(i);
                // An argument that is passed on keeps what it was; otherwise recursion would wrap it again and again.
                Object closure = argument instanceof Argument passedOn
                        ? env.find(passedOn.parameter()).meaning()
                        : new Closure(argument, env);
                inner = inner.with(definition.parameters.get(i), closure);
            }
            definition.body.stream(run, inner, input, path, out);
        }
    }

    /** A parameter of a function, where it is used. */
    record Argument(Object parameter) implements Filter {

        @Override
        public void emit(Evaluation run, Env env, JsonNode input, Path path, Sink out) {
            Closure closure = (Closure) env.find(parameter).meaning();
            closure.filter().stream(run, closure.env(), input, path, out);
        }
    }
}
