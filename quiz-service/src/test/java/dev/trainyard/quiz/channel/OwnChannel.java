package dev.trainyard.quiz.channel;

import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A channel of a user's, made by HTTP.
 *
 * @param secret what a webhook is signed with; null for other kinds
 */
public record OwnChannel(TestUser owner, UUID id, String secret) {

    static final String CHANNELS = "/api/v1/message-channels";

    public static OwnChannel telegram(TestUser owner, String token) {
        return made(owner, draft("telegram").put("botToken", token));
    }

    public static OwnChannel webhook(TestUser owner, String url) {
        return made(owner, draft("webhook").put("url", url));
    }

    public static OwnChannel log(TestUser owner) {
        return made(owner, draft("log"));
    }

    static JsonObject draft(String kind) {
        return new JsonObject().put("kind", kind).put("name", "Club");
    }

    static OwnChannel made(TestUser owner, JsonObject draft) {
        Response made = owner.sends(draft.encode()).post(CHANNELS);
        if (made.statusCode() != 201) {
            throw new AssertionError(made.asString());
        }
        return new OwnChannel(owner, UUID.fromString(made.path("channel.id")), made.path("secret"));
    }

    public String path() {
        return CHANNELS + "/" + id;
    }

    /** Makes this channel's secret another one; the channel with it. */
    public OwnChannel rotated() {
        return new OwnChannel(
                owner, id, owner.request().post(path() + "/secret").path("secret"));
    }

    public void remove() {
        owner.request().delete(path()).then().statusCode(204);
    }
}
