package dev.trainyard.training.athlete;

import java.time.Instant;

/**
 * What a user sees of what they said of themselves.
 *
 * @param updatedAt null when the user never wrote it
 * @param version 0 when the user never wrote it
 */
record AthleteView(Sex sex, Integer birthYear, String timeZone, Instant updatedAt, long version) {

    /** Of a user who has said nothing yet. */
    static final AthleteView UNKNOWN = new AthleteView(null, null, AthleteDraft.DEFAULT_ZONE, null, 0);
}
