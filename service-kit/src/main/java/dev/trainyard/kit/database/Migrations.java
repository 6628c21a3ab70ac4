package dev.trainyard.kit.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Whether the migrations that this service knows are applied, whoever did it. Asked of the history's table as the role that
 * the service works with: Flyway would have to be the owner for that, whose password a service may not have, and takes a
 * connection and twenty statements.
 */
@Singleton
class Migrations {

    private static final String HAS_BEGUN = "SELECT to_regclass('flyway_schema_history') IS NOT NULL";

    private static final String APPLIED =
            "SELECT count(DISTINCT version) FROM flyway_schema_history WHERE success AND version = ANY (?)";

    private final String[] known;

    Migrations(Flyway flyway) {
        Configuration flyways = flyway.getConfiguration();
        String prefix = flyways.getSqlMigrationPrefix();
        this.known = flyways.getResourceProvider().getResources(prefix, flyways.getSqlMigrationSuffixes()).stream()
                .map(file -> file.getFilename()
                        .substring(prefix.length(), file.getFilename().indexOf(flyways.getSqlMigrationSeparator())))
                .map(version -> MigrationVersion.fromVersion(version).getVersion())
                .toArray(String[]::new);
    }

    boolean areApplied(Connection connection) throws SQLException {
        return hasBegun(connection) && applied(connection) == known.length;
    }

    private static boolean hasBegun(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HAS_BEGUN);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private int applied(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(APPLIED)) {
            query.setArray(1, connection.createArrayOf("text", known));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
