package dev.trainyard.deployment;

import dev.trainyard.testkit.TestUser;
import java.util.UUID;

/** A deployment of a user that gives back what it is given. */
public record Echo(TestUser user, UUID id) {

    private static final String WORKFLOW = """
            {"definition": {"document": {"dsl": "1.0.0", "namespace": "test", "name": "echo", "version": "1.0.0"},
                            "do": [{"echo": {"set": "${ . }"}}]}}
            """;

    public static Echo of(TestUser user) {
        String workflow = user.sends(WORKFLOW)
                .post("/api/v1/workflows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String id = user.sends("{\"workflowId\":\"" + workflow + "\"}")
                .post("/api/v1/deployments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Echo(user, UUID.fromString(id));
    }

    public String path() {
        return "/api/v1/deployments/" + id;
    }

    public String invoke() {
        return path() + "/invoke";
    }
}
