package dev.trainyard.standalone.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the database, the roles and the schemas by the same file as every other environment does. */
final class Provisioning {

    private static final String ROLES = "/database/roles.sql";

    private Provisioning() {}

    static void of(EmbeddedDatabase database, RolePasswords passwords) throws IOException, SQLException {
        try (Connection admin = database.connect("postgres", RolePasswords.ADMIN)) {
            createDatabase(admin, database.name());
        }
        try (Connection admin = database.connectAsAdmin();
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            for (String role : RolePasswords.SERVICE_ROLES) {
                announce(admin, role, passwords.of(role));
            }
            statement.execute(roles());
        }
    }

    private static void createDatabase(Connection admin, String name) throws SQLException {
        try (var known = admin.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            known.setString(1, name);
            try (var row = known.executeQuery();
                    Statement statement = admin.createStatement()) {
                if (!row.next()) {
                    statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
                }
            }
        }
    }

    /** As a setting of the session, so that the password stands in no statement and in no log. */
    private static void announce(Connection admin, String role, String password) throws SQLException {
        try (var setting = admin.prepareStatement("SELECT set_config(?, ?, false)")) {
            setting.setString(1, "trainyard." + role + "_password");
            setting.setString(2, password);
            setting.execute();
        }
    }

    private static String roles() throws IOException {
        try (InputStream file = Provisioning.class.getResourceAsStream(ROLES)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
