package dev.trainyard.training.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;

/**
 * How far users come.
 *
 * @param from the first day, in UTC, on which a run that counts was started
 * @param to the last
 */
@RegisterForReflection
record FunnelView(LocalDate from, LocalDate to, List<StepFigures> steps) {

    /**
     * A step of all these runs.
     *
     * @param reached in how many it was its turn
     * @param medianSecondsToNext from when it was done to when the next was; null when that has not happened yet
     */
    @RegisterForReflection
    @JsonInclude
    record StepFigures(Step step, long reached, long completed, long skipped, Double medianSecondsToNext) {}
}
