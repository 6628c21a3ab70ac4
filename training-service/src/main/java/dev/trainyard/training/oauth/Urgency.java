package dev.trainyard.training.oauth;

/** Who waits for a call of a provider. */
enum Urgency {
    /** Somebody does. */
    INTERACTIVE,
    /** Nobody: what is left of a budget is left to others. */
    BACKGROUND
}
