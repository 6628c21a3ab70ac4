package dev.trainyard.workout.plate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The weights that can be had, of all that could be asked for. In exact kilograms. */
public interface Loadable {

    /** The heaviest that is not above {@code kilograms}, empty when there is none. */
    Optional<BigDecimal> atMost(BigDecimal kilograms);

    /** The lightest that is not below {@code kilograms}, empty when there is none. */
    Optional<BigDecimal> atLeast(BigDecimal kilograms);

    /** The formula by which {@link #nearest} rounds, as name and version. */
    String formula();

    /** The nearest, and of two that are as near the lighter one. */
    default BigDecimal nearest(BigDecimal kilograms) {
        Optional<BigDecimal> below = atMost(kilograms);
        Optional<BigDecimal> above = atLeast(kilograms);
        if (below.isEmpty() || above.isEmpty()) {
            return below.or(() -> above).orElseThrow();
        }
        BigDecimal down = kilograms.subtract(below.get());
        BigDecimal up = above.get().subtract(kilograms);
        return up.compareTo(down) < 0 ? above.get() : below.get();
    }

    /** The multiples of {@code step} kilograms, from 0. */
    static Loadable steps(BigDecimal step) {
        return new Loadable() {
            @Override
            public Optional<BigDecimal> atMost(BigDecimal kilograms) {
                return kilograms.signum() < 0 ? Optional.empty() : Optional.of(multiple(kilograms, RoundingMode.FLOOR));
            }

            @Override
            public Optional<BigDecimal> atLeast(BigDecimal kilograms) {
                return Optional.of(multiple(kilograms.max(BigDecimal.ZERO), RoundingMode.CEILING));
            }

            @Override
            public String formula() {
                return "nearest-step@1";
            }

            private BigDecimal multiple(BigDecimal kilograms, RoundingMode rounding) {
                return kilograms.divide(step, 0, rounding).multiply(step);
            }
        };
    }
}
