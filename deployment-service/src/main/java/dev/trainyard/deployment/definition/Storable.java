package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What jsonb can hold of what users write. */
public final class Storable {

    /** Numbers are stored and answered written out: a list of 1e300 would grow fifty-fold. */
    public static final int MAX_DIGITS = 30;

    private Storable() {}

    /** Whether a number has no more than {@value #MAX_DIGITS} digits before or after the point. */
    public static boolean isStorable(JsonNode number) {
        if (number.isInt() || number.isLong()) {
            return true;
        }
        if (!Double.isFinite(number.doubleValue())) {
            return false;
        }
        BigDecimal written = number.decimalValue().stripTrailingZeros();
        return written.precision() - written.scale() <= MAX_DIGITS && written.scale() <= MAX_DIGITS;
    }

    /** Whether a text has neither NUL nor half a character. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
