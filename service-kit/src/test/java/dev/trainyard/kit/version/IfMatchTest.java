package dev.trainyard.kit.version;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.http.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"6\", \"7\"", "\"7\",\"6\""})
    void headerThatNamesTheVersionPasses(String header) {
        assertDoesNotThrow(() -> new IfMatch(header).require(7));
        assertDoesNotThrow(() -> new IfMatch(header).check(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"77\"", "\"seven\"", "", ",", "\"\""})
    void headerThatNamesOthersIsStale(String header) {
        assertEquals(412, refusal(() -> new IfMatch(header).require(7)).status());
        assertEquals(412, refusal(() -> new IfMatch(header).check(7)).status());
    }

    @Test
    void requiredHeaderThatIsAbsentIsAskedFor() {
        assertEquals(428, refusal(() -> new IfMatch(null).require(7)).status());
    }

    @Test
    void otherwiseItMayBeAbsent() {
        assertDoesNotThrow(() -> new IfMatch(null).check(7));
    }

    @Test
    void tagIsWhatTheHeaderNames() {
        assertDoesNotThrow(() -> new IfMatch("\"" + IfMatch.tag(7).getValue() + "\"").require(7));
    }

    private static Problem refusal(Runnable change) {
        return assertThrows(Problem.class, change::run);
    }
}
