package dev.trainyard.standalone.home;

import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The data directory: everything that one Trainyard keeps on this machine, and nothing else, is in it. */
public record Home(Path directory) {

    private static final long ENOUGH_TO_RUN = 256L << 20;
    private static final long ENOUGH_FOR_CACHES = 2L << 30;

    /** Makes the directory when needed; refuses one that cannot be written. */
    public static Home at(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(absolute)) {
                // Passwords and the signing key are in there; each has its own mode, and this is the door before them.
                Files.createDirectories(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.delete(Files.createTempFile(absolute, "writable", ""));
        } catch (IOException unwritable) {
            throw new Refusal("The data directory " + absolute + " cannot be written (" + unwritable
                    + "): set TRAINYARD_HOME to a folder of yours.");
        }
        return new Home(absolute);
    }

    /** Refuses a disk that is about to be full: a database that stops in the middle is worse than one that never ran. */
    public void refuseFullDisk() {
        if (freeSpace() < ENOUGH_TO_RUN) {
            throw new Refusal("The disk of " + directory
                    + " is nearly full (less than 256 MB): free some, or set TRAINYARD_HOME to a folder elsewhere.");
        }
    }

    /** Caches only save time: they are for disks on which nobody will miss the half gigabyte that they take. */
    public boolean hasRoomForCaches() {
        return freeSpace() >= ENOUGH_FOR_CACHES;
    }

    private long freeSpace() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException unreadable) {
            throw new Refusal("The disk of " + directory + " cannot be examined: " + unreadable.getMessage());
        }
    }

    public Path postgres() {
        return directory.resolve("postgres");
    }

    public Path secrets() {
        return directory.resolve("secrets.properties");
    }

    public Path signingKey() {
        return directory.resolve("signing-key.json");
    }

    public Path publicKeys() {
        return directory.resolve("jwks.json");
    }

    /** What the secrets of recovery connections are encrypted with in the database. */
    public Path recoveryKey() {
        return directory.resolve("recovery-key");
    }

    /** What users' tokens at providers are encrypted with in the database. */
    public Path vaultKeys() {
        return directory.resolve("vault-keys");
    }

    /** What the secrets of workflows are encrypted with in the database. */
    public Path workflowKeys() {
        return directory.resolve("workflow-keys");
    }

    /** What the secrets of quizzes' bots and webhooks are encrypted with in the database. */
    public Path channelKeys() {
        return directory.resolve("channel-keys");
    }

    public Path logs() {
        return directory.resolve("logs");
    }

    public Path log(String program) {
        return logs().resolve(program + ".log");
    }

    /** Which processes this Trainyard has started, for the next start after a crash. */
    public Path processes() {
        return directory.resolve("processes");
    }

    /** Made from the programs, to start them faster; may be deleted at any time. */
    public Path caches() {
        return directory.resolve("caches");
    }

    public Path lock() {
        return directory.resolve("lock");
    }

    public void forgetCaches() {
        try {
            Directories.delete(caches());
        } catch (IOException failure) {
            throw new Refusal("The caches in " + caches() + " cannot be deleted: " + failure.getMessage());
        }
    }

    /** Deletes what a Trainyard keeps, by name: somebody may have set the directory to one that holds other things. */
    public void clear() throws IOException {
        for (Path path : everything()) {
            Directories.delete(path);
        }
    }

    private List<Path> everything() {
        return List.of(
                postgres(),
                postgres().resolveSibling("postgres.new"),
                secrets(),
                signingKey(),
                publicKeys(),
                recoveryKey(),
                vaultKeys(),
                workflowKeys(),
                channelKeys(),
                logs(),
                processes(),
                caches(),
                lock());
    }
}
