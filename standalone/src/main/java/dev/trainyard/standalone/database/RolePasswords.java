package dev.trainyard.standalone.database;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The random passwords of the database's roles, kept in a file that its owner alone can read. */
public final class RolePasswords {

    /** The administrator of the embedded server. */
    static final String ADMIN = "postgres";

    /** The roles that database/roles.sql creates: for each service, the one that owns its schema and the one it works with. */
    static final List<String> SERVICE_ROLES = Stream.of("workout", "training", "deployment", "quiz")
            .flatMap(service -> Stream.of(service + "_owner", service + "_app"))
            .toList();

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Map<String, String> passwords;

    private RolePasswords(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    /** Passwords that last as long as the process, for tests. */
    public static RolePasswords random() {
        return completed(new Properties());
    }

    /** Reads the file; makes it, or the passwords that it lacks, when needed. */
    public static RolePasswords kept(Path file) {
        try {
            Properties known = new Properties();
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    known.load(reader);
                }
            }
            RolePasswords all = completed(known);
            if (!all.passwords.equals(Map.copyOf(known))) {
                all.save(file);
            }
            return all;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new DatabaseFailure(
                    "The passwords in " + file + " cannot be read or written: " + unreadable, unreadable);
        }
    }

    /** The password of a role; refuses a role that does not exist. */
    public String of(String role) {
        String password = passwords.get(role);
        if (password == null) {
            throw new IllegalArgumentException("There is no role " + role);
        }
        return password;
    }

    private static RolePasswords completed(Properties known) {
        SecureRandom random = new SecureRandom();
        Map<String, String> all = new TreeMap<>();
        Stream.concat(Stream.of(ADMIN), SERVICE_ROLES.stream()).forEach(role -> {
            String password = known.getProperty(role);
            all.put(role, password == null ? next(random) : password);
        });
        return new RolePasswords(all);
    }

    private static String next(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Replaced as a whole: a crash must not leave half of the passwords of a database that is full of data. */
    private void save(Path file) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new", OWNER_ONLY);
        Properties lines = new Properties();
        lines.putAll(passwords);
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            lines.store(
                    writer,
                    "Passwords of this Trainyard's database. Whoever can read this can read all data; without it nobody can.");
        }
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }
}
