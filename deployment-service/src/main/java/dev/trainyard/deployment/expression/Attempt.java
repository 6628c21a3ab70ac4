package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Catches the errors of what is attempted, but not those of whoever uses its results meanwhile. */
final class Attempt {

    private Attempt() {}

    /** Runs what gives its results by {@link #give} with the same token. */
    static void run(Runnable body, Object token, Consumer<Raised> handler) {
        try {
            body.run();
        } catch (Raised error) {
            handler.accept(error);
        } catch (Passing passing) {
            throw passing.isPast(token) ? passing.error() : passing;
        }
    }

    static void give(Object token, JsonNode value, Path path, Sink out) {
        try {
            out.accept(value, path);
        } catch (Raised error) {
            throw new Passing(token, error);
        }
    }
}
