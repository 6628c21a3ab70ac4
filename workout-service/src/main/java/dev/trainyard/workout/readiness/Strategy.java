package dev.trainyard.workout.readiness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** How far a plan is held back on a bad day: what its intensity and its volume are multiplied by in each zone. */
enum Strategy {
    @JsonProperty("conservative")
    CONSERVATIVE(".6", ".5", ".8", ".7"),
    @JsonProperty("moderate")
    MODERATE(".7", ".6", ".85", ".8"),
    @JsonProperty("adaptive")
    ADAPTIVE(".75", ".65", ".9", ".85"),
    @JsonProperty("aggressive")
    AGGRESSIVE(".8", ".7", ".95", ".9");

    private final BigDecimal redIntensity;
    private final BigDecimal redVolume;
    private final BigDecimal yellowIntensity;
    private final BigDecimal yellowVolume;

    Strategy(String redIntensity, String redVolume, String yellowIntensity, String yellowVolume) {
        this.redIntensity = new BigDecimal(redIntensity);
        this.redVolume = new BigDecimal(redVolume);
        this.yellowIntensity = new BigDecimal(yellowIntensity);
        this.yellowVolume = new BigDecimal(yellowVolume);
    }

    BigDecimal intensity(Zone zone) {
        return switch (zone) {
            case RED -> redIntensity;
            case YELLOW -> yellowIntensity;
            case GREEN -> BigDecimal.ONE;
        };
    }

    BigDecimal volume(Zone zone) {
        return switch (zone) {
            case RED -> redVolume;
            case YELLOW -> yellowVolume;
            case GREEN -> BigDecimal.ONE;
        };
    }
}
