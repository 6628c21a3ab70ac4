package dev.trainyard.standalone.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.trainyard.standalone.console.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** One process at a time works on a data directory; the system gives the lock back however that process ends. */
public final class HomeLock implements AutoCloseable {

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /** Takes the lock, saying what for; refuses with what its present holder says. */
    public static HomeLock of(Home home, String purpose) {
        try {
            FileChannel file = FileChannel.open(home.lock(), CREATE, READ, WRITE);
            if (!locked(file)) {
                file.close();
                throw new Refusal("Trainyard is in use already: " + Files.readString(home.lock())
                        + ". Stop that one first (Ctrl-C where it runs, or kill with its number).");
            }
            String holder = "process " + ProcessHandle.current().pid() + ", " + purpose;
            file.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new HomeLock(file);
        } catch (IOException failure) {
            throw new Refusal("The lock " + home.lock() + " cannot be taken: " + failure.getMessage());
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // The end of the process gives the lock back as well.
        }
    }
}
