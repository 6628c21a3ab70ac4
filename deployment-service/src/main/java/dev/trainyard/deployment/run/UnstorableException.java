package dev.trainyard.deployment.run;

/** The database refuses what a run has come to, and always will. */
final class UnstorableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnstorableException(RuntimeException cause) {
        super(cause);
    }
}
