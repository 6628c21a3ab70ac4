package dev.trainyard.training.tokenaudit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * An entry of the audit as it is kept.
 *
 * @param sequence 1, 2, 3, … of a user
 * @param outcome {@code success}, or why not
 * @param actor the subject of who did it, or the name of a job
 * @param clientAddress null for a job, as the user agent
 * @param hash hexadecimal; over the hash of the entry before, and this entry
 */
record AuditedOperation(
        @JsonIgnore String user,
        long sequence,
        Instant at,
        String operation,
        String outcome,
        String provider,
        String actor,
        String clientAddress,
        String userAgent,
        String details,
        String hash) {}
