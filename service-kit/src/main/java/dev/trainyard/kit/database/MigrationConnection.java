package dev.trainyard.kit.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Connects Flyway as the schema's owner, or, where somebody else migrates, as the role that may look what was migrated.
 * Past any pooler: its lock and its search path belong to a session.
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
                .ifPresentOrElse(
                        password -> configuration.dataSource(directUrl, database.schema() + "_owner", password),
                        () -> configuration.dataSource(directUrl, database.schema() + "_app", database.appPassword()));
    }
}
