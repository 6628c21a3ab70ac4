package dev.trainyard.deployment.run;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The application leaves runs alone, so that the replicas of a test have them to themselves. */
public class OwnReplicas implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("trainyard.runs.look-every", "PT24H");
    }
}
