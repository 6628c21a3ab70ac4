package dev.trainyard.kit.page;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.math.BigDecimal;
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

    private static final int MAX_DIGITS = 100;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
        Instant instant = value(index, Instant::parse);
        // Java knows years that PostgreSQL does not.
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw unusable();
        }
        return instant;
    }

    public UUID uuid(int index) {
        return value(index, UUID::fromString);
    }

    public BigDecimal decimal(int index) {
        BigDecimal decimal = value(index, BigDecimal::new);
        // 1e999999999 is short to write and long to store.
        if (Math.abs((long) decimal.scale()) > MAX_DIGITS || decimal.precision() > MAX_DIGITS) {
            throw unusable();
        }
        return decimal;
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
