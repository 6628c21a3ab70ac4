package dev.trainyard.kit.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Connects Flyway as the schema's owner, past any pooler: its lock and its search path belong to a session. A service that
 * does not migrate has no owner's password, and Flyway no connection.
 */
@Singleton
class MigrationConnection implements FlywayConfigurationCustomizer {

    private final DatabaseConfig database;
    private final String directUrl;

    MigrationConnection(
            DatabaseConfig database, @ConfigProperty(name = "quarkus.datasource.probe.jdbc.url") String directUrl) {
        this.database = database;
        this.directUrl = directUrl;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        database.ownerPassword()
                .ifPresent(password -> configuration.dataSource(directUrl, database.schema() + "_owner", password));
    }
}
