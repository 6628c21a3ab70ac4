package dev.trainyard.training.load;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;

/** Where a coupled ratio lies, for a person to find their way; not a risk. Public since OpenAPI reads the codes. */
public enum Zone {
    LOW,
    USUAL,
    CAUTION,
    HIGH;

    private static final BigDecimal USUAL_FROM = new BigDecimal("0.8");
    private static final BigDecimal USUAL_TO = new BigDecimal("1.3");
    private static final BigDecimal CAUTION_TO = new BigDecimal("1.5");

    /** Its name on the wire. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Zone of(BigDecimal ratio) {
        if (ratio.compareTo(USUAL_FROM) < 0) {
            return LOW;
        }
        if (ratio.compareTo(USUAL_TO) <= 0) {
            return USUAL;
        }
        return ratio.compareTo(CAUTION_TO) <= 0 ? CAUTION : HIGH;
    }
}
