package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.deployment.engine.Step;
import dev.trainyard.deployment.log.LoggedPayloads;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Steps on their way into table run_step: redacted, cut, and only those that their deployment wants. */
final class StepRows {

    /** What {@link #parameters} are for. */
    static final String UNNESTED = """
            unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
                   ?::timestamptz[], ?::timestamptz[])
                AS s (number, task, name, kind, status, attempt, input, output, error, started_at, finished_at)
            """;

    private final List<Step> steps;
    private final RunSettings settings;

    private StepRows(List<Step> steps, RunSettings settings) {
        this.steps = steps;
        this.settings = settings;
    }

    static StepRows of(List<Step> steps, RunSettings settings) {
        List<Step> logged =
                switch (settings.steps()) {
                    case ALL -> List.copyOf(steps);
                    case FAULTED ->
                        steps.stream()
                                .filter(step -> step.status() == Step.Status.FAULTED)
                                .toList();
                    case NONE -> List.of();
                };
        return new StepRows(logged, settings);
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** An array for each column. */
    Object[] parameters() {
        return new Object[] {
            numbers(Step::number),
            texts(Step::pointer),
            texts(Step::name),
            texts(Step::kind),
            texts(step -> step.status().name().toLowerCase(Locale.ROOT)),
            numbers(Step::attempt),
            payloads(Step::input),
            payloads(Step::output),
            payloads(step -> RunErrors.json(step.error())),
            texts(step -> step.startedAt().toString()),
            texts(step -> step.finishedAt().toString())
        };
    }

    private Integer[] numbers(Function<Step, Integer> column) {
        return steps.stream().map(column).toArray(Integer[]::new);
    }

    private String[] texts(Function<Step, String> column) {
        return steps.stream().map(column).toArray(String[]::new);
    }

    private String[] payloads(Function<Step, JsonNode> column) {
        return texts(
                step -> LoggedPayloads.of(column.apply(step), settings.redactedPaths(), settings.maxLoggedBytes()));
    }
}
