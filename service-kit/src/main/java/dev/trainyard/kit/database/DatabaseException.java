package dev.trainyard.kit.database;

import java.sql.SQLException;

/** An {@link SQLException} on its way to {@link DatabaseProblems}, or to a caller that knows the constraint by name. */
public final class DatabaseException extends RuntimeException {

    DatabaseException(SQLException cause) {
        super(cause);
    }
}
