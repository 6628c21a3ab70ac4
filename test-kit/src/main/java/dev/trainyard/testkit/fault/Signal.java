package dev.trainyard.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What can be sent to a process, and Java has no words for. */
public enum Signal {
    /** Stand still: connections stay open, nothing answers. */
    STOP,
    /** Go on. */
    CONT,
    /** End at once, with nothing said. */
    KILL;

    /** Sends it, and waits until it has been sent; a process that has ended gets nothing. */
    public void to(long pid) {
        try {
            new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
