package dev.trainyard.deployment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trainyard.deployment.engine.Step;
import dev.trainyard.deployment.log.LoggedPayloads;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Steps on their way into the log: redacted, cut, and only those that their deployment wants. */
final class StepRows {

    /** What {@link #parameters} are for. */
    static final String UNNESTED = """
            unnest(?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[],
                   ?::timestamptz[], ?::timestamptz[])
                AS s (number, task, name, kind, status, attempt, input, output, error, started_at, finished_at)
            """;

    // Characters. Each page of a run's steps reads the whole list.
    private static final int MAX_LIST = 16_384;

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

    /** All of them as the JSON of column step_list; null when that is too long for one row. */
    String list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        int length = 0;
        for (Step step : steps) {
            String input = payload(step.input());
            String output = payload(step.output());
            String error = payload(RunErrors.json(step.error()));
            length += length(input)
                    + length(output)
                    + length(error)
                    + step.pointer().length()
                    + step.name().length();
            if (length > MAX_LIST) {
                return null;
            }
            ObjectNode row = list.addObject();
            row.put("number", step.number());
            row.put("task", step.pointer());
            row.put("name", step.name());
            row.put("kind", step.kind());
            row.put("status", status(step));
            row.put("attempt", step.attempt());
            putIfThere(row, "input", input);
            putIfThere(row, "output", output);
            putIfThere(row, "error", error);
            row.put("started_at", step.startedAt().toString());
            row.put("finished_at", step.finishedAt().toString());
        }
        return list.toString();
    }

    private static int length(String payload) {
        return payload == null ? 0 : payload.length();
    }

    private static void putIfThere(ObjectNode row, String column, String payload) {
        if (payload != null) {
            row.putRawValue(column, new RawValue(payload));
        }
    }

    /** An array for each column. */
    Object[] parameters() {
        return new Object[] {
            numbers(Step::number),
            texts(Step::pointer),
            texts(Step::name),
            texts(Step::kind),
            texts(StepRows::status),
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
        return texts(step -> payload(column.apply(step)));
    }

    private String payload(JsonNode payload) {
        return LoggedPayloads.of(payload, settings.redactedPaths(), settings.maxLoggedBytes());
    }

    private static String status(Step step) {
        return step.status().name().toLowerCase(Locale.ROOT);
    }
}
