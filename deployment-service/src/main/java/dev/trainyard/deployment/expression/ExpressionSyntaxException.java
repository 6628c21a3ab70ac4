package dev.trainyard.deployment.expression;

/** A text is no expression. */
public class ExpressionSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String pointer;

    /**
     * Makes one; the message is for the workflow's author.
     *
     * @param pointer where in the value that was parsed (RFC 6901); empty for the value itself
     */
    public ExpressionSyntaxException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
