package dev.trainyard.deployment.engine;

/** A run uses more than it may, and is ended: this is no error that a workflow could catch. */
final class LimitExceededException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LimitExceededException(String message) {
        super(message, null, false, false);
    }
}
