package dev.trainyard.deployment.run;

/** A run goes on elsewhere, later, or not at all: nothing more is to be done of it here. */
final class GoneException extends Exception {

    private static final long serialVersionUID = 1;

    GoneException() {
        super(null, null, false, false);
    }
}
