package dev.trainyard.standalone.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void valueStandsAfterTheOptionOrBehindAnEqualsSign() {
        assertEquals(List.of("1", "2"), options("--port", "1", "--port=2").all("--port"));
    }

    @Test
    void wordsAndFlagsAreToldApart() {
        Options options = options("ada", "--yes");

        assertEquals(List.of("ada"), options.words());
        assertTrue(options.has("--yes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "--port", "--yes=1"})
    void whatTheCommandDoesNotKnowIsRefused(String argument) {
        assertEquals(2, assertThrows(Refusal.class, () -> options(argument)).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "", "99999999999", "80", "70000"})
    void numberOutOfItsBoundsIsRefused(String number) {
        Options options = options("--port", number);

        var refusal = assertThrows(Refusal.class, () -> options.number("--port", 8080, 1024, 65_515));

        assertTrue(
                refusal.getMessage().startsWith("--port needs a number from 1024 to 65515, not " + number),
                refusal.getMessage());
    }

    private static Options options(String... arguments) {
        return Options.of(List.of(arguments), Set.of("--port"), Set.of("--yes"));
    }
}
