package dev.trainyard.standalone.startup;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * What a JVM has learnt about a program, kept for its next start: loaded classes and profiles. Good for one build of
 * the program on one build of the JVM, both of which are in the file's name; the JVM passes over a file that it does
 * not like.
 */
public final class AotCache {

    private final String program;
    private final Path file;

    private AotCache(String program, Path file) {
        this.program = program;
        this.file = file;
    }

    /** The cache of what lies in the folder of the runnable jar, whether it has been made yet or not. */
    public static AotCache of(Path directory, String program, Path jar) {
        return new AotCache(program, directory.resolve(program + "-" + key(jar.getParent()) + ".aot"));
    }

    public boolean exists() {
        return Files.exists(file);
    }

    public Path file() {
        return file;
    }

    /** Where it is made, so that what is found under its name is complete. */
    public Path draft() {
        return file.resolveSibling(program + ".new");
    }

    /** Puts the draft in its place, safely on the disk, and removes those of earlier builds. */
    void publish() throws IOException {
        try (var draft = FileChannel.open(draft(), StandardOpenOption.WRITE)) {
            draft.force(true);
        }
        try (var earlier = Files.newDirectoryStream(file.getParent(), program + "-*.aot")) {
            for (Path old : earlier) {
                Files.delete(old);
            }
        }
        Files.move(draft(), file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static String key(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((System.getProperty("java.home") + Runtime.version()).getBytes(StandardCharsets.UTF_8));
            files.filter(Files::isRegularFile).sorted().forEach(file -> digest.update(signature(file)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As the JVM itself compares the jars. */
    private static byte[] signature(Path file) {
        try {
            return (file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
