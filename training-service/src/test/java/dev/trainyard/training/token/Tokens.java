package dev.trainyard.training.token;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What the tests of tokens say again and again. */
final class Tokens {

    static final String PATH = "/api/v1/tokens";
    static final String AUDIT = "/api/v1/token-audit";

    private Tokens() {}

    /** A token whose secrets tell what they are. */
    static JsonObject token(String secret) {
        return new JsonObject().put("accessToken", "access-" + secret).put("refreshToken", "refresh-" + secret);
    }

    static Response save(TestUser user, String provider, JsonObject token) {
        return user.sends(token.encode()).put(PATH + "/" + provider);
    }

    static TokenDraft draft(String secret) {
        return new TokenDraft("access-" + secret, "refresh-" + secret, null, List.of(), null);
    }

    /** The entries of the user's audit, oldest first, as "operation outcome provider". */
    static List<String> audited(TestUser user) {
        List<Map<String, Object>> items =
                user.request().queryParam("limit", 200).get(AUDIT).jsonPath().getList("items");
        return items.reversed().stream()
                .map(entry -> entry.get("operation") + " " + entry.get("outcome") + " " + entry.get("provider"))
                .toList();
    }
}
