package dev.trainyard.workout.webhook;

/** An event that nothing can be done with; the outcome says why. */
final class UnusableEvent extends Exception {

    private final transient Outcome outcome;

    UnusableEvent(Outcome outcome) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
