package dev.trainyard.standalone.console;

/** Something that the person at the terminal has to know or to change; the message is one line that says so. */
public class Refusal extends RuntimeException {

    private final int exitCode;

    public Refusal(String message) {
        this(message, 1);
    }

    private Refusal(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was not understood, rather than not possible. */
    public static Refusal usage(String message) {
        return new Refusal(message + " ./trainyard help shows the commands.", 2);
    }

    public int exitCode() {
        return exitCode;
    }
}
