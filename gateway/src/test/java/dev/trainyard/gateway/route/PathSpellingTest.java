package dev.trainyard.gateway.route;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSpellingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/status",
                "/docs/",
                "/api/v1/workouts",
                "/api/v1/workouts/0199a5b2-7d52-7b3e-8a4e-1f2d3c4b5a69/sets",
                "/api/v1/exercises/Bench%20Press",
                "/api/v1/exercises/D%C3%A9velopp%C3%A9",
                "/api/v1/exercises/a+b=c,d:e@f!g$h&i'j(k)l*m",
                "/api/v1/exercises/v1.2...3",
                "/api/v1/exercises/why%3F",
                "/API/V1/WORKOUTS"
            })
    void plainPathsPass(String path) {
        assertTrue(PathSpelling.isPlain(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "api/v1/workouts",
                "//",
                "//q/health",
                "/api//v1",
                "/api/v1/workouts//",
                "/.",
                "/..",
                "/api/./v1",
                "/api/v1/workouts/../../../q/health",
                "/api/v1/workouts/...",
                "/api/v1/workouts/%2e%2e/q/health",
                "/api/v1/workouts/%2E%2E",
                "/api/v1/workouts/.%2e/q",
                "/api/v1/workouts%2f..%2fq%2fhealth",
                "/api/v1/workouts%2F",
                "/api/v1/workouts%5c..%5cq",
                "/api/v1/workouts\\..\\q",
                "/api/v1/workouts/%252e%252e/q",
                "/api/v1/workouts/%25252e",
                "/api/v1/workouts;/q",
                "/api/v1/workouts/..;/q",
                "/api/v1/workouts/a;b=c",
                "/api/v1/workouts/%3bx",
                "/api/v1/workouts/%00",
                "/api/v1/workouts/%0d%0aX:%20y",
                "/api/v1/workouts/%7f",
                "/api/v1/workouts/a\tb",
                "/api/v1/workouts/a b",
                "/api/v1/workouts/\u00e9",
                "/api/v1/workouts/\uff0f",
                "/api/v1/workouts/%c0%ae%c0%ae/q",
                "/api/v1/workouts/%e0%80%af",
                "/api/v1/workouts/%ff",
                "/api/v1/workouts/%u002e",
                "/api/v1/workouts/%",
                "/api/v1/workouts/%2",
                "/api/v1/workouts/%g0",
                "/api/v1/workouts/<script>",
                "/api/v1/workouts/a\"b",
                "/api/v1/workouts/a|b",
                "/api/v1/workouts#/q",
                "/api/v1/workouts/{id}",
                "http://elsewhere/api/v1/workouts"
            })
    void pathsThatCanBeReadDifferentlyAreRefused(String path) {
        assertFalse(PathSpelling.isPlain(path));
    }
}
