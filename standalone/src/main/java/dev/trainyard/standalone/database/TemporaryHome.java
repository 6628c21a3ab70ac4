package dev.trainyard.standalone.database;

import dev.trainyard.standalone.files.Directories;
import dev.trainyard.standalone.process.StartedProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a temporary server, which says whose it is: that of a process that was killed goes with the next one. */
record TemporaryHome(Path directory) {

    private static final String PREFIX = "trainyard-database-";

    static TemporaryHome create() throws IOException {
        removeAbandoned();
        var home = new TemporaryHome(Files.createTempDirectory(PREFIX));
        home.owner().remember("owner", ProcessHandle.current());
        return home;
    }

    PostgresServer server() {
        return new PostgresServer(directory.resolve("data"), directory.resolve("server.log"));
    }

    void remove() throws IOException {
        server().kill();
        Directories.delete(directory);
    }

    private static void removeAbandoned() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var directories = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path directory : directories) {
                var home = new TemporaryHome(directory);
                if (home.isAbandoned()) {
                    home.remove();
                }
            }
        }
    }

    /** Not one that is being made at this moment, nor one that is somebody else's to judge. */
    private boolean isAbandoned() throws IOException {
        return Files.isReadable(directory)
                && Files.exists(ownerFolder().resolve("owner"))
                && owner().survivors().isEmpty();
    }

    private StartedProcesses owner() {
        return new StartedProcesses(ownerFolder());
    }

    private Path ownerFolder() {
        return directory.resolve("processes");
    }
}
