package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A function that is written in Java. Each loop in it pays for its rounds, and each value that it builds for its size. */
interface Builtin {

    /** Gives its results to the sink, one by one; the path is null or where the input is. */
    void emit(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out);

    /** Of the input alone. */
    interface OfInput extends Builtin {

        JsonNode apply(Evaluation run, JsonNode input);

        @Override
        default void emit(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out) {
            Filter.give(apply(run, input), path, out);
        }
    }

    /** Of the input and one argument, for each of its results. */
    interface OfOne extends Builtin {

        JsonNode apply(Evaluation run, JsonNode input, JsonNode argument);

        @Override
        default void emit(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out) {
            arguments
                    .getFirst()
                    .values(run, env, input, argument -> Filter.give(apply(run, input, argument), path, out));
        }
    }

    /** Of the input and two arguments, for each combination of their results. */
    interface OfTwo extends Builtin {

        JsonNode apply(Evaluation run, JsonNode input, JsonNode first, JsonNode second);

        @Override
        default void emit(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out) {
            arguments
                    .get(0)
                    .values(
                            run,
                            env,
                            input,
                            first -> arguments
                                    .get(1)
                                    .values(
                                            run,
                                            env,
                                            input,
                                            second -> Filter.give(apply(run, input, first, second), path, out)));
        }
    }

    /** Of the input and three arguments, for each combination of their results. */
    interface OfThree extends Builtin {

        JsonNode apply(Evaluation run, JsonNode input, JsonNode first, JsonNode second, JsonNode third);

        @Override
        default void emit(Evaluation run, Env env, List<Filter> arguments, JsonNode input, Path path, Sink out) {
            arguments
                    .get(0)
                    .values(
                            run,
                            env,
                            input,
                            first -> arguments
                                    .get(1)
                                    .values(
                                            run,
                                            env,
                                            input,
                                            second -> arguments
                                                    .get(2)
                                                    .values(
                                                            run,
                                                            env,
                                                            input,
                                                            third -> Filter.give(
                                                                    apply(run, input, first, second, third),
                                                                    path,
                                                                    out))));
        }
    }
}
