package dev.trainyard.deployment.expression;

/** An expression could not be evaluated; the message is for the workflow's author and names no internals. */
public class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ExpressionException(String message) {
        super(message);
    }
}
