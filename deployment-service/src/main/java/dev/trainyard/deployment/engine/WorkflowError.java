package dev.trainyard.deployment.engine;

/**
 * An error as the specification has it, which is RFC 9457's.
 *
 * @param type a URI; the standard ones are under {@value #STANDARD}
 * @param status as of HTTP
 * @param title null when there is none
 * @param detail null when there is none
 * @param instance pointer of the task that raised it
 */
public record WorkflowError(String type, int status, String title, String detail, String instance) {

    public static final String STANDARD = "https://serverlessworkflow.io/spec/1.0.0/errors/";
}
