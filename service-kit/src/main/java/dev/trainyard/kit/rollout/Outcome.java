package dev.trainyard.kit.rollout;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.DatabaseProblems;
import java.util.Objects;
import java.util.function.Supplier;

/** What came of running a variant. */
sealed interface Outcome<T> {

    /** It answered. */
    record Answer<T>(T value) implements Outcome<T> {}

    /** It refused, which is an answer too. */
    record Refusal<T>(Problem problem) implements Outcome<T> {}

    /** The database was down or busy, which says nothing about the variant. */
    record Unavailable<T>(Throwable cause) implements Outcome<T> {}

    /** It failed as nobody expected. */
    record Failure<T>(Throwable cause) implements Outcome<T> {}

    static <T> Outcome<T> of(Supplier<T> variant) {
        try {
            return new Answer<>(variant.get());
        } catch (Problem problem) {
            return problem.status() < 500 ? new Refusal<>(problem) : new Unavailable<>(problem);
        } catch (RuntimeException | Error failure) {
            return DatabaseProblems.of(failure).isPresent() ? new Unavailable<>(failure) : new Failure<>(failure);
        }
    }

    /** Whether this can be held against the other variant's. */
    default boolean isSaid() {
        return this instanceof Answer || this instanceof Refusal;
    }

    default boolean isFailure() {
        return this instanceof Failure;
    }

    /** Whether a caller would see the same; of a problem that is its type. */
    default boolean sameAs(Outcome<T> other) {
        if (this instanceof Answer<T>(T mine) && other instanceof Answer<T>(T theirs)) {
            return Objects.equals(mine, theirs);
        }
        return this instanceof Refusal<T>(Problem mine)
                && other instanceof Refusal<T>(Problem theirs)
                && mine.code().equals(theirs.code());
    }

    /** Gives to the caller what the variant gave. */
    default T orThrow() {
        return switch (this) {
            case Answer<T>(T value) -> value;
            case Refusal<T>(Problem problem) -> throw problem;
            case Unavailable<T>(Throwable cause) -> throw unchecked(cause);
            case Failure<T>(Throwable cause) -> throw unchecked(cause);
        };
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
