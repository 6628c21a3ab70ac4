package dev.trainyard.gateway.stub;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A gateway behind a trusted proxy, with a service that speaks WebSocket, and with paths for some roles only. */
public final class WireProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "trainyard.gateway.forward.trusted-proxies", "127.0.0.0/8",
                "trainyard.gateway.roles.\"/api/v1/quizzes\"", "coach,admin",
                "trainyard.gateway.roles.\"/api/v1/quizzes/public\"", "user",
                "trainyard.gateway.cors.origins", "https://app.example.org,https://other.example.org");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(LiveService.class));
    }
}
