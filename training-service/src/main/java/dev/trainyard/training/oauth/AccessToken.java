package dev.trainyard.training.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.training.token.StoredToken;
import java.time.Instant;
import java.util.List;

/**
 * What a call of the provider needs, and no more: the refresh token stays here.
 *
 * @param expiresAt null when the provider did not say
 */
@JsonInclude
record AccessToken(String provider, String accessToken, Instant expiresAt, List<String> scopes) {

    static AccessToken of(StoredToken token) {
        return new AccessToken(token.of().provider(), token.accessToken(), token.expiresAt(), token.scopes());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AccessToken of " + provider;
    }
}
