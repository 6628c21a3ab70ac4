package dev.trainyard.deployment.call;

import dev.trainyard.deployment.engine.WorkflowError;

/**
 * A call that failed, in the words that its run is told. They name neither what was sent nor more of the address than its
 * origin.
 */
final class CallFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    private final String type;
    private final int status;
    private final String title;

    private CallFailure(String type, int status, String title, String detail) {
        super(detail);
        this.type = type;
        this.status = status;
        this.title = title;
    }

    /** The other side, or the way to it. */
    static CallFailure communication(int status, String detail) {
        return new CallFailure("communication", status, "The call failed", detail);
    }

    /** An address that may not be called. */
    static CallFailure forbidden(String detail) {
        return new CallFailure("authorization", FORBIDDEN, "The call is not allowed", detail);
    }

    /** What the task's templates gave is no request. */
    static CallFailure invalid(String detail) {
        return new CallFailure("validation", BAD_REQUEST, "The call is not valid", detail);
    }

    static CallFailure expression(String detail) {
        return new CallFailure("expression", BAD_REQUEST, "An expression of the call failed", detail);
    }

    /** A secret that is not there. */
    static CallFailure configuration(String detail) {
        return new CallFailure("configuration", BAD_REQUEST, "A secret is missing", detail);
    }

    /** For the metrics. */
    String outcome() {
        return switch (type) {
            case "communication" -> "failed";
            case "authorization" -> "forbidden";
            default -> "invalid";
        };
    }

    WorkflowError at(String pointer, Masks masks) {
        return new WorkflowError(WorkflowError.STANDARD + type, status, title, masks.text(getMessage()), pointer);
    }
}
