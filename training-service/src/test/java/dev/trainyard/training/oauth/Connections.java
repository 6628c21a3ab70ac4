package dev.trainyard.training.oauth;

import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import java.time.Duration;
import java.time.Instant;

/** Users who have connected a provider. */
final class Connections {

    private Connections() {}

    /** Saves the account's tokens, of which the access token ends so long from now. */
    static void save(TestUser user, String provider, Account account, Duration left) {
        save(user, provider, account.refreshToken(), left);
    }

    static void save(TestUser user, String provider, String refreshToken, Duration left) {
        user.sends("""
                        {"accessToken": "first-access", "refreshToken": "%s", "expiresAt": "%s", "scopes": ["read"]}
                        """.formatted(refreshToken, Instant.now().plus(left)))
                .put("/api/v1/tokens/" + provider)
                .then()
                .statusCode(201);
    }
}
