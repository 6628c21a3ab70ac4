package dev.trainyard.standalone.home;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.standalone.console.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    private Path directory;

    @Test
    void secondOneIsToldWhoHoldsIt() {
        Home home = Home.at(directory);
        try (var _ = HomeLock.of(home, "http://127.0.0.1:8080")) {

            var refusal = assertThrows(Refusal.class, () -> HomeLock.of(home, "http://127.0.0.1:9080"));

            assertEquals(
                    "Trainyard is in use already: process "
                            + ProcessHandle.current().pid()
                            + ", http://127.0.0.1:8080. Stop that one first (Ctrl-C where it runs, or kill with its number).",
                    refusal.getMessage());
        }
    }

    @Test
    void isFreeAgainAfterwards() {
        Home home = Home.at(directory);
        HomeLock.of(home, "first").close();

        assertDoesNotThrow(() -> HomeLock.of(home, "second").close());
    }
}
