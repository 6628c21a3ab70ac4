package dev.trainyard.workout.weight;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The unit that a user gives and sees weights in. Inside, every weight is an exact number of kilograms. */
public enum WeightUnit {
    @JsonProperty("kg")
    KG("kg", BigDecimal.ONE),

    /** The international avoirdupois pound, by definition. */
    @JsonProperty("lb")
    LB("lb", new BigDecimal("0.45359237"));

    private static final int SHOWN_DECIMALS = 4;

    private final String symbol;
    private final BigDecimal kilograms;

    WeightUnit(String symbol, BigDecimal kilograms) {
        this.symbol = symbol;
        this.kilograms = kilograms;
    }

    /** {@code kg} or {@code lb}, as in JSON and in the database. */
    public String symbol() {
        return symbol;
    }

    /** The unit of a symbol that the database holds. */
    public static WeightUnit ofSymbol(String symbol) {
        return symbol.equals("lb") ? LB : KG;
    }

    /** {@code weight} of this unit in kilograms, exactly. */
    public BigDecimal toKilograms(BigDecimal weight) {
        return weight.multiply(kilograms).stripTrailingZeros();
    }

    /** {@code weight} of another unit in this one, rounded to four decimals. */
    public BigDecimal of(WeightUnit other, BigDecimal weight) {
        return ofKilograms(other.toKilograms(weight));
    }

    /** {@code kilograms} in this unit, rounded to four decimals: what was given in this unit comes back as it was. */
    public BigDecimal ofKilograms(BigDecimal weight) {
        BigDecimal shown =
                weight.divide(kilograms, SHOWN_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return shown.scale() < 0 ? shown.setScale(0) : shown;
    }
}
