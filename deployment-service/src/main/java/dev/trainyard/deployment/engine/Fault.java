package dev.trainyard.deployment.engine;

/** An error that a task raises, on its way to whoever catches it. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient WorkflowError error;

    Fault(WorkflowError error) {
        // Its trace would be the engine's, not the workflow's.
        super(error.detail(), null, false, false);
        this.error = error;
    }

    WorkflowError error() {
        return error;
    }
}
