package dev.trainyard.kit.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Lets migrations create indexes {@code CONCURRENTLY}. That waits for every transaction that is open, and by default one
 * is open for as long as Flyway migrates: the one that holds its lock. Here the session holds it.
 */
@Singleton
class ConcurrentIndexes implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
    }
}
