package dev.trainyard.deployment.log;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.UUID;

/** Follows the steps of a run to its end. */
final class StepTail extends Tail {

    private int last;

    /** Follows the steps after the one with the number {@code last}. */
    StepTail(String user, UUID run, int last, SseEventSink sink, Sse sse) {
        super(user, run, sink, sse);
        this.last = last;
    }

    int last() {
        return last;
    }

    void offer(List<LoggedStep> steps) {
        for (LoggedStep step : steps) {
            send("step", Integer.toString(step.number()), step);
            last = step.number();
        }
    }

    /** After all steps: how the run has ended. */
    void ended(LoggedRun run) {
        send("run", Integer.toString(last), run);
        close();
    }
}
