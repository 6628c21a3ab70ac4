package dev.trainyard.kit.database;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Ready, and started, when the database answers and the schema is what this version expects. Never asks by itself. */
@Readiness
@Startup
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    private final DatabaseProbe probe;

    DatabaseReadiness(DatabaseProbe probe) {
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database")
                .status(probe.answering() && probe.migrated())
                .withData("migrated", probe.migrated())
                .withData("lastAnswerMillisecondsAgo", probe.lastAnswerAge().toMillis())
                .build();
    }
}
