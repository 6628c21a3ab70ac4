package dev.trainyard.testkit;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** A user whom no other test knows, so that tests run beside each other and need no cleaning. */
public final class TestUser {

    private final String id;
    private final String token;

    private TestUser(String id, String token) {
        this.id = id;
        this.token = token;
    }

    /** A new user with the role {@code user}. */
    public static TestUser fresh() {
        return fresh("user");
    }

    /** A new user with these roles. */
    public static TestUser fresh(String... roles) {
        String id = "user-" + UUID.randomUUID();
        return new TestUser(id, TestTokens.of(id, roles));
    }

    /** The subject of this user's token. */
    public String id() {
        return id;
    }

    public String token() {
        return token;
    }

    /** A request of this user. */
    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + token);
    }

    /** A request of this user with a JSON body. */
    public RequestSpecification sends(String json) {
        return request().contentType(ContentType.JSON).body(json);
    }
}
