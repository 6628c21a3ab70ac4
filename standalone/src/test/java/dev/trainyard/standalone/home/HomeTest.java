package dev.trainyard.standalone.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.console.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    private Path directory;

    @Test
    void isForItsOwnerAlone() throws Exception {
        Home home = Home.at(directory.resolve("new"));

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory())));
    }

    @Test
    void directoryThatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        var refusal = assertThrows(Refusal.class, () -> Home.at(file.resolve("home")));

        assertTrue(
                refusal.getMessage().startsWith("The data directory " + file.resolve("home") + " cannot be written"),
                refusal.getMessage());
    }

    @Test
    void clearingLeavesWhatIsNotOurs() throws Exception {
        Home home = Home.at(directory);
        Files.createDirectories(home.postgres().resolve("base"));
        Files.createFile(home.secrets());
        Files.createFile(directory.resolve("thesis.txt"));

        home.clear();

        try (var left = Files.list(directory)) {
            assertEquals(List.of(directory.resolve("thesis.txt")), left.toList());
        }
    }
}
