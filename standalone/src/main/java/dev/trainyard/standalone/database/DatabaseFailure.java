package dev.trainyard.standalone.database;

import dev.trainyard.standalone.console.Refusal;

/** PostgreSQL could not be had; the message says why in words for the person who started it. */
public final class DatabaseFailure extends Refusal {

    DatabaseFailure(String message) {
        super(message);
    }

    DatabaseFailure(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }
}
