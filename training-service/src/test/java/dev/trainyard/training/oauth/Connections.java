package dev.trainyard.training.oauth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.oauth.FakeProvider.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Users who have connected a provider. */
final class Connections {

    private Connections() {}

    /**
     * Saves the tokens of the account as they are six hours later: the access token ends so long from now.
     */
    static void saveOld(EmbeddedDatabase database, TestUser user, String provider, Account account, Duration left)
            throws SQLException {
        save(user, provider, account, left);
        change(
                database,
                "UPDATE training.provider_token SET saved_at = now() - interval '6 hours' WHERE user_id = ?",
                user.id());
    }

    /** Saves the account's tokens, of which the access token ends so long from now. */
    static void save(TestUser user, String provider, Account account, Duration left) {
        save(user, provider, account.refreshToken(), left);
    }

    static void save(TestUser user, String provider, String refreshToken, Duration left) {
        int status = user.sends("""
                        {"accessToken": "first-access", "refreshToken": "%s", "expiresAt": "%s", "scopes": ["read"]}
                        """.formatted(refreshToken, Instant.now().plus(left)))
                .put("/api/v1/tokens/" + provider)
                .statusCode();
        assertTrue(status == 201 || status == 200, () -> "PUT answered " + status);
    }

    /** Does to the database what only time, another replica or an administrator does; how many rows changed. */
    static int change(EmbeddedDatabase database, String sql, String... parameters) throws SQLException {
        try (Connection connection = database.connectAsAdmin();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
