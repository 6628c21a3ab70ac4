package dev.trainyard.deployment.run;

/** How a run ended. */
public enum RunStatus {
    COMPLETED,
    FAULTED,
    CANCELLED,
    TIMED_OUT
}
