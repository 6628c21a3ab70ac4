package dev.trainyard.deployment.log;

import dev.trainyard.deployment.schema.ListedColumns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;

/** What the lists of logs and steps may show. */
@ApplicationScoped
class LogColumns {

    private static final List<String> PAYLOADS = List.of("request", "response", "error");

    @Produces
    static final ListedColumns LOGS = new ListedColumns(
            "deployment_log",
            "id",
            true,
            List.of(
                    "id",
                    "version",
                    "trigger",
                    "status",
                    "latency_ms",
                    "steps",
                    "accepted_at",
                    "started_at",
                    "finished_at"),
            PAYLOADS,
            PAYLOADS,
            List.of("version", "trigger", "status"));

    @Produces
    static final ListedColumns STEPS = new ListedColumns(
            "run_step",
            "number",
            false,
            List.of(
                    "number",
                    "task",
                    "name",
                    "kind",
                    "status",
                    "attempt",
                    "input",
                    "output",
                    "error",
                    "started_at",
                    "finished_at"),
            List.of(),
            List.of("input", "output", "error"),
            List.of("status", "kind", "task"));
}
