package dev.trainyard.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    @Test
    void membersStandInTheirOrder() {
        String line =
                new JsonLine().text("a", "b").number("c", -1).text("d", null).toString();

        assertEquals("{\"a\":\"b\",\"c\":-1}", line);
    }

    @Test
    void nothingEndsTheLineOrTheString() {
        String text = "\" \\ \n \r \t \0 \u0085 \u2028 \u001b[31m \ud83d\ude00 \u00e9";

        String line = new JsonLine().text("a", text).toString();

        assertEquals(text, new JsonObject(line).getString("a"));
        assertEquals("", line.replaceAll("[ -~]", ""));
    }

    @Test
    void millisecondsHaveThreeDecimals() {
        assertEquals("{\"a\":0.000}", new JsonLine().millis("a", 999).toString());
        assertEquals("{\"a\":1.050}", new JsonLine().millis("a", 1_050_999).toString());
        assertEquals(
                "{\"a\":12345.678}", new JsonLine().millis("a", 12_345_678_901L).toString());
    }
}
