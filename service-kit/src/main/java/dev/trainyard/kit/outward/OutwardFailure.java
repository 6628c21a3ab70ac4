package dev.trainyard.kit.outward;

/** A call that failed, in words that name neither what was sent nor more of the address than its origin. */
public final class OutwardFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    /** Whose fault it is. */
    public enum Kind {
        /** The other side's, or that of the way to it: it may go well another time. */
        COMMUNICATION,
        /** The address may not be called. */
        FORBIDDEN,
        /** What was to be sent is no request. */
        INVALID
    }

    private final Kind kind;
    private final int status;

    private OutwardFailure(Kind kind, int status, String detail) {
        super(detail);
        this.kind = kind;
        this.status = status;
    }

    static OutwardFailure communication(int status, String detail) {
        return new OutwardFailure(Kind.COMMUNICATION, status, detail);
    }

    static OutwardFailure forbidden(String detail) {
        return new OutwardFailure(Kind.FORBIDDEN, FORBIDDEN, detail);
    }

    static OutwardFailure invalid(String detail) {
        return new OutwardFailure(Kind.INVALID, BAD_REQUEST, detail);
    }

    public Kind kind() {
        return kind;
    }

    /** The status of HTTP that says it best: 502 for no answer or a broken one, 504 for a late one. */
    public int status() {
        return status;
    }
}
