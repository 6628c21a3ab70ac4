package dev.trainyard.testkit;

import dev.trainyard.standalone.database.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Tells a packaged application, which a {@code @QuarkusIntegrationTest} starts, what tests inside of the application read from
 * {@code src/test/resources/application.properties}: that file is in no package. Found as a service, as {@link RealDatabase}.
 */
public final class PackagedApplication implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        // The build says so where it starts integration tests. Elsewhere the file is read already, and profiles of
        // tests
        // override it, which they could not if it were said here.
        if (!Boolean.getBoolean("trainyard.packaged")) {
            return Map.of();
        }
        Map<String, String> config = settings();
        config.put("quarkus.http.test-port", "0");
        // Quarkus finds out by itself which port was free for requests, but not which one for the management.
        String managementPort = Integer.toString(FreePort.next());
        config.put("quarkus.management.port", managementPort);
        config.put("quarkus.management.test-port", managementPort);
        // It is a person who reads it here.
        config.put("trainyard.log.json", "false");
        config.put("quarkus.log.file.json.enabled", "false");
        return config;
    }

    @Override
    public void stop() {
        // Whoever started the application stops it.
    }

    private static Map<String, String> settings() {
        Properties settings = new Properties();
        // The tests' own, which come before the application's on the class path.
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("application.properties")) {
            settings.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> config = new HashMap<>();
        settings.forEach((name, value) -> config.put(name.toString(), value.toString()));
        return config;
    }
}
