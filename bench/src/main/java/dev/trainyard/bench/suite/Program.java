package dev.trainyard.bench.suite;

/** A program of the suite. */
public enum Program {
    GATEWAY("gateway", 0),
    WORKOUT("workout-service", 1),
    TRAINING("training-service", 2),
    DEPLOYMENT("deployment-service", 3),
    QUIZ("quiz-service", 4);

    private final String label;
    private final int portOffset;

    Program(String label, int portOffset) {
        this.label = label;
        this.portOffset = portOffset;
    }

    /** Its name, as the launcher and reports have it. */
    public String label() {
        return label;
    }

    /** How many ports after the suite's first one its own is. */
    int portOffset() {
        return portOffset;
    }
}
