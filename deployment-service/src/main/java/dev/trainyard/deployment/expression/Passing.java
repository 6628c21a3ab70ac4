package dev.trainyard.deployment.expression;

/** Carries an error past the <code>try</code> whose results were being used when it happened. */
final class Passing extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Object passed;
    private final Raised error;

    Passing(Object passed, Raised error) {
        super(null, null, false, false);
        this.passed = passed;
        this.error = error;
    }

    boolean isPast(Object attempt) {
        return passed == attempt;
    }

    Raised error() {
        return error;
    }
}
