package dev.trainyard.standalone.database;

import dev.trainyard.standalone.files.Directories;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL for this machine, unpacked once per user from the archive on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds bin/postgres, bin/initdb and bin/pg_ctl. */
    static Path unpacked() {
        String archive = "/postgres-%s-%s.txz".formatted(system(), architecture());
        try {
            Path home = cache().resolve("postgresql-" + digest(archive));
            if (!Files.isDirectory(home)) {
                unpack(archive, home);
            }
            return home;
        } catch (IOException unwritable) {
            throw new DatabaseFailure("PostgreSQL cannot be unpacked into " + cache() + ": " + unwritable, unwritable);
        }
    }

    /** Not the temporary folder: others could put programs there for us to run. */
    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return caches.resolve("trainyard");
    }

    private static void unpack(String archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "unpacking-");
        try {
            try (var files = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
                for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                    unpack(file, files, fresh);
                }
            }
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
            // Another process was quicker; what it unpacked is the same.
            Directories.delete(fresh);
        } catch (IOException | RuntimeException failure) {
            Directories.delete(fresh);
            throw failure;
        }
    }

    private static void unpack(TarArchiveEntry file, InputStream content, Path directory) throws IOException {
        Path target = file.resolveIn(directory);
        if (file.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (file.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(file.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((file.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
            throw new IOException("Programs cannot be run from " + directory);
        }
    }

    private static InputStream open(String archive) {
        InputStream content = PostgresBinaries.class.getResourceAsStream(archive);
        if (content == null) {
            throw new DatabaseFailure(
                    "There is no PostgreSQL for this machine (%s is not on the class path).".formatted(archive));
        }
        return content;
    }

    /** In the folder's name, so that another version of PostgreSQL never runs with the files of this one. */
    private static String digest(String archive) throws IOException {
        try (var content = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return "linux";
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            case String other -> other;
        };
    }
}
