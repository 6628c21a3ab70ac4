package dev.trainyard.training.tokenaudit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of it, under the name that the audit keeps for ever. */
public enum AuditOutcome {
    SUCCESS,
    /** The user has no token of this provider. */
    NOT_FOUND,
    /** There is a token, and no key here opens it. */
    UNREADABLE,
    /** Somebody else has changed the token since it was read. */
    STALE,
    /** What was to be saved is no token. */
    INVALID_INPUT,
    /** The provider gave no answer, or none that can be used. */
    PROVIDER_UNAVAILABLE,
    /** The provider did not take the request. */
    PROVIDER_REFUSED,
    /** The provider does not take the refresh token any more. */
    REAUTHORIZATION_REQUIRED,
    /** A fault of ours; nothing has changed. */
    FAILED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
