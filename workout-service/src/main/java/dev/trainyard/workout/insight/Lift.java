package dev.trainyard.workout.insight;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;

/** A lift that has milestones: weights that are multiples of the lifter's own. */
enum Lift {
    @JsonProperty("squat")
    SQUAT("Squat (Barbell)", "1", "1.5", "2"),
    @JsonProperty("deadlift")
    DEADLIFT("Deadlift (Barbell)", "1.5", "2", "2.5"),
    @JsonProperty("bench")
    BENCH("Bench Press (Barbell)", "0.75", "1", "1.25"),
    @JsonProperty("overheadPress")
    OVERHEAD_PRESS("Overhead Press (Barbell)", "0.5", "0.75", "1"),
    @JsonProperty("row")
    ROW("Bent Over Row (Barbell)", "0.75", "1", "1.25");

    private final String master;
    private final BigDecimal first;
    private final BigDecimal second;
    private final BigDecimal third;

    Lift(String master, String first, String second, String third) {
        this.master = master;
        this.first = new BigDecimal(first);
        this.second = new BigDecimal(second);
        this.third = new BigDecimal(third);
    }

    /** Its name in the catalogue. */
    String master() {
        return master;
    }

    /** Multiples of the body's weight, lowest first. */
    List<BigDecimal> factors() {
        return List.of(first, second, third);
    }
}
