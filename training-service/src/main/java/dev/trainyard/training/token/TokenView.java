package dev.trainyard.training.token;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What may be shown of a token to whoever looks through them: no secret. */
public record TokenView(String provider, State state, Instant expiresAt, List<String> scopes, Instant savedAt) {

    /** Whether an access token can be used now. */
    public enum State {
        VALID,
        EXPIRED,
        /** No key of the vault opens it: it has to be saved anew. */
        UNREADABLE;

        /** Of a token that can be read. */
        static State of(Instant expiresAt) {
            return expiresAt != null && !expiresAt.isAfter(Instant.now()) ? EXPIRED : VALID;
        }

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
