package dev.trainyard.training.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * Where a user is on the way in.
 *
 * @param run which of the user's ways in this is, from 1; 0 before the first has begun
 * @param startedAt null before it has begun
 * @param current the last step that was done, null before the first
 * @param next the one to do now, null when all are done
 * @param done what was done, in order
 */
@JsonInclude
record OnboardingView(int run, Instant startedAt, Step current, Step next, Tier tier, List<DoneStep> done) {

    static final OnboardingView NOT_BEGUN = of(0, null, List.of());

    /** A step that is behind the user. */
    record DoneStep(Step step, StepOutcome outcome, Instant at) {}

    static OnboardingView of(int run, Instant startedAt, List<DoneStep> done) {
        long completed = done.stream()
                .filter(step -> step.outcome() == StepOutcome.COMPLETED)
                .count();
        return new OnboardingView(
                run,
                startedAt,
                done.isEmpty() ? null : done.getLast().step(),
                Step.at(done.size() + 1).orElse(null),
                Tier.of(completed),
                done);
    }

    boolean has(Step step) {
        return step.position() <= done.size();
    }
}
