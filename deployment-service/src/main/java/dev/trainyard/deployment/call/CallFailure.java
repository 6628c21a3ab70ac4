package dev.trainyard.deployment.call;

import dev.trainyard.deployment.engine.WorkflowError;
import dev.trainyard.kit.outward.OutwardFailure;

/**
 * A call that failed, in the words that its run is told. They name neither what was sent nor more of the address than its
 * origin.
 */
final class CallFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int BAD_REQUEST = 400;

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

    /** What became of it outside. */
    static CallFailure of(OutwardFailure failure) {
        return switch (failure.kind()) {
            case COMMUNICATION -> communication(failure.status(), failure.getMessage());
            case FORBIDDEN ->
                new CallFailure("authorization", failure.status(), "The call is not allowed", failure.getMessage());
            case INVALID -> invalid(failure.getMessage());
        };
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
