package dev.trainyard.kit.page;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The key of the last row of a page, opaque to clients. What a client sends is input like any other: checked. */
public final class Cursor {

    private static final String SEPARATOR = "\u001f";

    private final List<String> values;

    private Cursor(List<String> values) {
        this.values = values;
    }

    /** A cursor after the row whose key is {@code values}, in the order of the list's sorting. */
    public static Cursor after(Object... values) {
        return new Cursor(Arrays.stream(values).map(Object::toString).toList());
    }

    static Cursor decode(String encoded, int parts) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            List<String> values = List.of(text.split(SEPARATOR, -1));
            if (values.size() == parts) {
                return new Cursor(values);
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, with the same words.
        }
        throw unusable();
    }

    public String encoded() {
        byte[] text = values.stream().collect(Collectors.joining(SEPARATOR)).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    public String text(int index) {
        return values.get(index);
    }

    public Instant instant(int index) {
        return value(index, Instant::parse);
    }

    public UUID uuid(int index) {
        return value(index, UUID::fromString);
    }

    private <T> T value(int index, Function<String, T> parse) {
        try {
            return parse.apply(values.get(index));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw unusable();
        }
    }

    private static Problem unusable() {
        return Problem.invalid(Violation.inQuery("cursor", "is not a cursor of this list"));
    }
}
