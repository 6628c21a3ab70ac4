package dev.trainyard.systemtests.faults;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.util.List;

/** Runs a workflow that waits for a moment: waits for its end, has it run by itself, asks how it goes, in turn. */
final class Invoking extends Routine {

    private final Client client;
    private final String deployment;
    private String last = "";
    private int steps;

    /** Deploys the workflow. */
    Invoking(Client client) throws IOException {
        this.client = client;
        String workflow = client.post("/api/v1/workflows", """
                {"definition": {
                  "document": {"dsl": "1.0.0", "namespace": "tests", "name": "patient", "version": "1.0.0"},
                  "do": [{"pause": {"wait": {"milliseconds": 100}}}, {"after": {"set": {"key": "${ .key }"}}}]}}
                """).text("/id");
        this.deployment =
                client.post("/api/v1/deployments", """
                        {"workflowId": "%s", "settings": {"keptLogs": 10000}}
                        """.formatted(workflow)).text("/id");
    }

    /** Which is invoked. */
    String deployment() {
        return deployment;
    }

    Client client() {
        return client;
    }

    @Override
    Answer next() throws IOException {
        return switch (steps++ % 3) {
            case 0 -> invoke();
            case 1 -> invoke("Prefer", "respond-async");
            default -> client.get("/api/v1/invocations/" + last);
        };
    }

    private Answer invoke(String... headers) throws IOException {
        String key = "run " + steps;
        Answer answer = client.post(
                "/api/v1/deployments/" + deployment + "/invoke",
                "{\"input\": {\"key\": \"%s\"}}".formatted(key),
                headers);
        if (answer.succeeded()) {
            last = answer.text("/id");
            acknowledge(key);
            if (answer.text("/status").equals("completed")
                    && !answer.text("/output/key").equals(key)) {
                throw new IllegalStateException("%s was asked for: %s".formatted(key, answer));
            }
        }
        return answer;
    }

    /** Those that are completed, when none goes on any more. */
    @Override
    List<String> stored(Rows rows) {
        await().atMost(ofSeconds(30))
                .until(() -> rows.texts("SELECT id FROM deployment.run WHERE user_id = ?", client.user())
                        .isEmpty());
        return rows.texts(
                "SELECT request ->> 'key' FROM deployment.deployment_log WHERE user_id = ? AND status = 'completed'",
                client.user());
    }
}
