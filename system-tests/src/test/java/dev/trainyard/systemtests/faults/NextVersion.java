package dev.trainyard.systemtests.faults;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The migrator of a version that is not written yet: it has all migrations of a service, and some more. */
final class NextVersion {

    private NextVersion() {}

    /**
     * Applies what is missing, as the owner of the schema.
     *
     * @param more folders below {@code upgrade} of the test resources
     * @return how many migrations were missing
     */
    static int migrate(EmbeddedDatabase database, String service, String... more) {
        String owner = service + "_owner";
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                        owner,
                        database.password(owner))
                .locations(Stream.concat(
                                Stream.of(
                                        "filesystem:../service-kit/src/main/resources/db/kit",
                                        "filesystem:../" + service + "-service/src/main/resources/db/migration"),
                                Stream.of(more).map(folder -> "classpath:upgrade/" + folder))
                        .toArray(String[]::new))
                .defaultSchema(service)
                .placeholders(Map.of("appRole", service + "_app"))
                .outOfOrder(true);
        // As the services do, so that indexes can be created concurrently.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load().migrate().migrationsExecuted;
    }
}
