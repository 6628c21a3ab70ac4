package dev.trainyard.gateway.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.http.request.PathPrefixes;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPrefixesTest {

    private final PathPrefixes<String> prefixes =
            new PathPrefixes<>(Map.of("/quizzes", "all", "/quizzes/own", "own", "/quizzes:import", "import"));

    @ParameterizedTest
    @CsvSource({
        "/quizzes, all",
        "/quizzes/1, all",
        "/quizzes:batch, all",
        "/quizzes:import, import",
        "/quizzes:imports, all",
        "/quizzes/own, own",
        "/quizzes/own/1, own",
        "/quizzes/own-ones, all",
        "/quizzes-of-others, other",
        "/quizzesx, other",
        "/quiz, other",
        "/, other"
    })
    void wholeSegmentsOfTheLongestPrefixCount(String path, String expected) {
        assertEquals(expected, prefixes.find(path, "other"));
    }
}
