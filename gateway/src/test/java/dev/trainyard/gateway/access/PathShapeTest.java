package dev.trainyard.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathShapeTest {

    private final PathShape shapes =
            new PathShape(() -> Set.of("api", "v1", "workouts", "workouts:batch", "sets", "status"));

    @ParameterizedTest
    @CsvSource({
        "/api/v1/workouts, /api/v1/workouts",
        "/api/v1/workouts/, /api/v1/workouts/",
        "/api/v1/workouts/ada, /api/v1/workouts/*",
        "/api/v1/workouts/ada/sets/7, /api/v1/workouts/*/sets/*",
        "/api/v1/workouts:batch, /api/v1/workouts:batch",
        "/api/v1/workouts:ada, /api/v1/workouts*",
        "/api/v1/workouts:batch/ada, /api/v1/workouts:batch/*"
    })
    void whatTheApiDoesNotNameIsNotWritten(String path, String shape) {
        assertEquals(shape, shapes.of(path, "/api/v1/workouts"));
    }

    @ParameterizedTest
    @CsvSource({"/status, /status", "/docs/x.css, /docs/*", "/wp-login.php, /*", "/, /", "*, *", "ada, *"})
    void pathsWithoutARouteAreTreatedLikewise(String path, String shape) {
        assertEquals(shape, shapes.of(path, ""));
    }

    @Test
    void depthIsBounded() {
        assertEquals("/*".repeat(12) + "/...", shapes.of("/a".repeat(1_000), ""));
    }

    @Test
    void noPathIsNone() {
        assertNull(shapes.of(null, ""));
    }
}
