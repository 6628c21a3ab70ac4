package dev.trainyard.deployment.expression;

/** Leaves what made it, which compares it by identity: no more results are wanted. */
final class Break extends RuntimeException {

    private static final long serialVersionUID = 1;

    Break() {
        super(null, null, false, false);
    }
}
