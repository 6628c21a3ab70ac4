package dev.trainyard.bench.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine that something is measured with, or against. */
public final class Programs {

    private Programs() {}

    /**
     * A program by its name.
     *
     * @param others folders where it may be besides those of the path; an earlier one wins, and the path before all
     */
    public static Optional<Path> find(String name, Stream<Path> others) {
        Stream<Path> onPath = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(Path::of);
        return Stream.concat(onPath, others)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Waits until one has ended.
     *
     * @param name what to call it when it failed
     * @param output what it had to say, likewise
     * @throws IllegalStateException when it failed
     */
    public static void awaitEnd(String name, Process process, String output) {
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(name + " failed: " + output);
            }
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
