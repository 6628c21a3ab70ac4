package dev.trainyard.kit.database;

import dev.trainyard.http.problem.Problem;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/** Tells callers what a failure of the database means for them, where it means something. */
public final class DatabaseProblems {

    private DatabaseProblems() {}

    /** The problem behind {@code failure}, empty when it is a fault of ours. */
    public static Optional<Problem> of(Throwable failure) {
        return sqlCause(failure).flatMap(DatabaseProblems::ofSql);
    }

    /** Whether {@code failure} is a violation of the constraint or unique index {@code name}. */
    public static boolean violates(Throwable failure, String name) {
        return sqlCause(failure)
                .filter(PSQLException.class::isInstance)
                .map(sql -> ((PSQLException) sql).getServerErrorMessage())
                .filter(message -> name.equals(message.getConstraint()))
                .isPresent();
    }

    /** Sent while the database does not answer. */
    public static Problem down() {
        return Problem.unavailable("database-unavailable", "The database does not answer.", 2);
    }

    /** Sent to who waited for a connection in vain, or would. */
    static Problem exhausted() {
        return Problem.unavailable("pool-exhausted", "All database connections stayed busy for too long.", 1);
    }

    private static Optional<Problem> ofSql(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            // Agroal's own failures carry no state; the only one that reaches a request is that no connection came
            // free.
            return isAcquisitionTimeout(failure) ? Optional.of(exhausted()) : Optional.empty();
        }
        return switch (state) {
            // admin shutdown, crash shutdown, cannot connect now, too many connections
            case "57P01", "57P02", "57P03", "53300" -> Optional.of(down());
            case "57014" ->
                Optional.of(Problem.unavailable("database-slow", "The database took too long and was stopped.", 5));
            // serialization failure, deadlock, lock not available, and a row that went away between two statements
            case "40001", "40P01", "55P03", "23503" ->
                Optional.of(Problem.unavailable("contended", "Others were changing the same things. Try again.", 1));
            // character not in repertoire, untranslatable character: NUL or half of a surrogate pair in a parameter
            case "22021", "22P05" ->
                Optional.of(Problem.badRequest("invalid-characters", "Text may not contain NUL or broken characters."));
            default -> state.startsWith("08") || isInterruptedConnect(failure) ? Optional.of(down()) : Optional.empty();
        };
    }

    /**
     * The pool interrupts an attempt to connect that takes too long, and its thread may go into the next one still
     * interrupted; the driver calls that a failure of its own.
     */
    private static boolean isInterruptedConnect(SQLException failure) {
        return failure.getCause() != null
                && "Interrupted while attempting to connect."
                        .equals(failure.getCause().getMessage());
    }

    private static boolean isAcquisitionTimeout(SQLException failure) {
        return failure.getMessage() != null && failure.getMessage().contains("cquisition timeout");
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /** With what was suppressed: the failure of a commit is only there. */
    private static Stream<Throwable> causes(Throwable failure) {
        return failure == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(failure),
                        Stream.concat(
                                causes(failure.getCause()),
                                Arrays.stream(failure.getSuppressed()).flatMap(DatabaseProblems::causes)));
    }
}
