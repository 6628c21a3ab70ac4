package dev.trainyard.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the embedded server is told at each start; the file postgresql.local.conf beside it has the last word. */
record ServerSettings(int port, boolean durable) {

    static final String HOST = "127.0.0.1";
    static final String FILE = "trainyard.conf";

    void writeInto(Path data) throws IOException {
        String sync = durable ? "on" : "off";
        Files.writeString(data.resolve(FILE), """
                # Written by Trainyard at every start. Settings of your own belong into postgresql.local.conf.
                listen_addresses = '%s'
                port = %d
                # No socket in a shared folder: there is one way in, and it asks for a password.
                unix_socket_directories = ''
                max_connections = 100
                shared_preload_libraries = 'pg_stat_statements'
                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s
                timezone = 'UTC'
                log_timezone = 'UTC'
                include_if_exists = 'postgresql.local.conf'
                """.formatted(HOST, port, sync, sync, sync));
    }
}
