package dev.trainyard.training.tokenaudit;

/**
 * Something that was done with the token of a user at a provider, or tried.
 *
 * @param details said by the actor; never a secret; null for nothing
 */
public record AuditEntry(
        String user, String provider, AuditOperation operation, AuditOutcome outcome, String details) {}
