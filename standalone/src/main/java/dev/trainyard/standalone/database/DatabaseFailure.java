package dev.trainyard.standalone.database;

/** PostgreSQL could not be had; the message says why in words for the person who started it. */
public final class DatabaseFailure extends RuntimeException {

    DatabaseFailure(String message) {
        super(message);
    }

    DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
