package dev.trainyard.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/**
 * The check that every resource's test uses: what belongs to one user looks to every other exactly like what does not
 * exist, whatever the method, and stays as it was.
 */
public final class OtherUsers {

    private OtherUsers() {}

    /** One way to get at a resource: a method, what comes after the resource's path, and a body that its owner could send. */
    public record Access(Method method, String suffix, String body) {

        public static Access get() {
            return get("");
        }

        public static Access get(String suffix) {
            return new Access(Method.GET, suffix, null);
        }

        public static Access delete() {
            return delete("");
        }

        public static Access delete(String suffix) {
            return new Access(Method.DELETE, suffix, null);
        }

        public static Access post(String suffix, String body) {
            return new Access(Method.POST, suffix, body);
        }

        public static Access put(String suffix, String body) {
            return new Access(Method.PUT, suffix, body);
        }

        public static Access patch(String suffix, String body) {
            return new Access(Method.PATCH, suffix, body);
        }
    }

    /**
     * Asserts that another user gets the same 404 at {@code resource} as at one that does not exist, and that the owner
     * finds it unchanged afterwards.
     *
     * @param resource the path of something of the owner's that {@code GET} shows, ending in its id
     */
    public static void findNothingAt(TestUser owner, String resource, Access... accesses) {
        String before =
                owner.request().get(resource).then().statusCode(200).extract().asString();
        String absent = resource.substring(0, resource.lastIndexOf('/') + 1) + UUID.randomUUID();
        TestUser stranger = TestUser.fresh();
        for (Access access : accesses) {
            String what = access.method() + " " + resource + access.suffix();
            Response foreign = send(stranger, resource, access);
            assertEquals(404, foreign.statusCode(), what + ": " + foreign.asString());
            assertEquals("urn:problem:not-found", foreign.path("type"), what);
            assertEquals(
                    withoutRequestId(send(stranger, absent, access)),
                    withoutRequestId(foreign),
                    what + " tells that it exists");
        }
        assertEquals(before, owner.request().get(resource).asString(), "A stranger changed " + resource);
    }

    private static Response send(TestUser user, String resource, Access access) {
        // As written: the colon of /things:verb is not to be encoded.
        RequestSpecification request = user.request().urlEncodingEnabled(false);
        if (access.body() != null) {
            request.contentType(ContentType.JSON).body(access.body());
        }
        return request.request(access.method(), resource + access.suffix());
    }

    private static Map<String, Object> withoutRequestId(Response response) {
        Map<String, Object> problem = response.jsonPath().getMap("$");
        problem.remove("requestId");
        return problem;
    }
}
