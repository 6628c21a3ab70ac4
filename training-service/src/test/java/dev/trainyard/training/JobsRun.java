package dev.trainyard.training;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** For tests of what jobs do by themselves, which others would be disturbed by. */
public class JobsRun implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("trainyard.jobs.enabled", "true");
    }
}
