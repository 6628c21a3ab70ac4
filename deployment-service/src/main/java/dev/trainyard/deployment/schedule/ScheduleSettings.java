package dev.trainyard.deployment.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.deployment.invocation.InputRules;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.Instant;

/**
 * A schedule as it is kept: what its owner said, with what was left unsaid.
 *
 * @param nextAt null when it is not active
 */
record ScheduleSettings(
        String cron, String timeZone, CatchUp catchUp, JsonNode input, boolean isActive, Instant nextAt) {

    /**
     * What a draft means from now on.
     *
     * @throws Problem 400 when it means nothing, or no time ever
     */
    static ScheduleSettings of(ScheduleDraft draft, Instant now) {
        String timeZone = draft.timeZone() == null ? "UTC" : draft.timeZone();
        Instant next = Timetable.of(draft.cron(), timeZone)
                .after(now)
                .orElseThrow(() -> Problem.invalid(Violation.inBody("/cron", "must come about some day")));
        JsonNode input = draft.input() == null ? JsonNodeFactory.instance.objectNode() : draft.input();
        InputRules.check("/input", input);
        boolean isActive = draft.isActive() == null || draft.isActive();
        return new ScheduleSettings(
                draft.cron(),
                timeZone,
                draft.catchUp() == null ? CatchUp.LAST : draft.catchUp(),
                input,
                isActive,
                isActive ? next : null);
    }
}
