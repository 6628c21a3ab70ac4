package dev.trainyard.standalone.process;

import static java.util.stream.Collectors.joining;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs programs together: started in stages, awaited until all are ready, watched, and stopped stage by stage in the
 * opposite order. One of them ending by itself is a failure of all.
 */
public final class Supervisor {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES = 15;

    private final Console console;
    private final StartedProcesses started;
    private final Bounds bounds;
    private final Deque<List<RunningProgram>> stages = new ArrayDeque<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** How long a program may take until it is ready, and from being asked to stop until it has. */
    public record Bounds(Duration ready, Duration stop) {}

    private sealed interface Event {}

    private record Ready(RunningProgram program) implements Event {}

    private record Late(RunningProgram program) implements Event {}

    private record Ended(RunningProgram program) implements Event {}

    private record StopRequested() implements Event {}

    public Supervisor(Console console, StartedProcesses started, Bounds bounds) {
        this.console = console;
        this.started = started;
        this.bounds = bounds;
    }

    /** Starts a stage; it will be stopped before the stages that were started earlier. */
    public void start(List<Program> programs) {
        List<RunningProgram> stage = new ArrayList<>();
        stages.push(stage);
        for (Program program : programs) {
            try {
                RunningProgram running = RunningProgram.start(program);
                stage.add(running);
                started.remember(running.name(), running.handle());
                Thread.startVirtualThread(() -> awaitEnd(running));
                Thread.startVirtualThread(() -> awaitReadiness(running));
            } catch (IOException failure) {
                throw new Refusal(program.name() + " cannot be started: " + failure.getMessage());
            }
        }
    }

    /** Whether all are ready; false when a stop was requested first. Throws when one ends or takes too long. */
    public boolean awaitReady() {
        long waiting = stages.stream().mapToLong(List::size).sum();
        while (waiting > 0) {
            switch (next()) {
                case Ready(RunningProgram program) -> {
                    console.progress(program.age(), program.name() + " is ready");
                    waiting--;
                }
                case Late(RunningProgram program) ->
                    throw failure(
                            program, "was not ready within " + bounds.ready().toSeconds() + " s");
                case Ended(RunningProgram program) -> throw ended(program);
                case StopRequested _ -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns when a stop is requested; throws when a program ends by itself. */
    public void awaitStopRequest() {
        while (true) {
            switch (next()) {
                case Ended(RunningProgram program) -> throw ended(program);
                case StopRequested _ -> {
                    return;
                }
                case Ready _, Late _ -> {}
            }
        }
    }

    /** From another thread, such as that of a signal. */
    public void requestStop() {
        events.add(new StopRequested());
    }

    /** Stops what runs: the last stage first, the programs of a stage side by side, each within its bound. */
    public void stop() {
        while (!stages.isEmpty()) {
            try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
                stages.pop().forEach(program -> stopping.execute(() -> stop(program)));
            }
        }
    }

    private void stop(RunningProgram program) {
        if (program.isAlive()) {
            long begin = System.nanoTime();
            boolean asked = Termination.of(program.handle(), bounds.stop());
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            console.progress(
                    took, program.name() + (asked ? " has stopped" : " did not stop when asked and was killed"));
        }
        try {
            started.forget(program.name());
        } catch (IOException _) {
            // The next start sees that the process is gone.
        }
    }

    private void awaitReadiness(RunningProgram program) {
        while (program.isAlive()) {
            if (program.isReady()) {
                events.add(new Ready(program));
                return;
            }
            if (program.age().compareTo(bounds.ready()) > 0) {
                events.add(new Late(program));
                return;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void awaitEnd(RunningProgram program) {
        try {
            program.awaitEnd();
            events.add(new Ended(program));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Event next() {
        try {
            return events.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new StopRequested();
        }
    }

    private Refusal ended(RunningProgram program) {
        return failure(program, "ended by itself with exit code " + program.exitCode());
    }

    private Refusal failure(RunningProgram program, String what) {
        console.say(program.name() + " " + what + ": stopping the rest.");
        String end = program.lastLines(LOG_LINES).stream()
                .map(line -> "\n  | " + line)
                .collect(joining());
        return new Refusal("%s %s. The end of its log, %s%s"
                .formatted(program.name(), what, program.log(), end.isEmpty() ? ": empty" : end));
    }
}
