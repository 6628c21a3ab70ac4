package dev.trainyard.workout;

import dev.trainyard.testkit.RealDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.util.Map;

/** An empty schema for the whole service, with the rights of its own one, before the service starts. */
public final class SourceLikeSchema implements QuarkusTestResourceLifecycleManager {

    static final String NAME = "workout_source_like";

    @Override
    public Map<String, String> start() {
        try (var admin = RealDatabase.shared().connectAsAdmin();
                var statement = admin.createStatement()) {
            statement.execute("""
                    DROP SCHEMA IF EXISTS workout_source_like CASCADE;
                    CREATE SCHEMA workout_source_like AUTHORIZATION workout_owner;
                    GRANT USAGE ON SCHEMA workout_source_like TO workout_app;
                    ALTER DEFAULT PRIVILEGES FOR ROLE workout_owner IN SCHEMA workout_source_like
                        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO workout_app;
                    ALTER DEFAULT PRIVILEGES FOR ROLE workout_owner IN SCHEMA workout_source_like
                        GRANT USAGE ON SEQUENCES TO workout_app
                    """);
            return Map.of();
        } catch (SQLException failure) {
            throw new IllegalStateException("The schema cannot be made", failure);
        }
    }

    @Override
    public void stop() {
        // It goes with the database.
    }
}
