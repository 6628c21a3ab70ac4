package dev.trainyard.standalone.startup;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.process.RunningProgram;
import dev.trainyard.standalone.process.StartedProcesses;
import dev.trainyard.standalone.process.Termination;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * Makes the caches that speed up the next start, one program after the other, while the suite runs; at the lowest
 * priority, and given up at once when the suite stops. Nothing depends on it.
 */
public final class Rehearsals implements AutoCloseable {

    /** Long, since everything else on the machine goes first. */
    private static final Duration BOUND = Duration.ofMinutes(5);

    /** The JVM keeps profiles too, and they come from use. */
    private static final int ROUNDS = 30;

    private static final String NAME = "rehearsal";

    private final Console console;
    private final StartedProcesses started;
    private final List<Rehearsal> rehearsals;
    private final String token;
    private final Thread thread = Thread.ofPlatform().name(NAME).daemon().unstarted(this::run);

    public Rehearsals(Console console, StartedProcesses started, List<Rehearsal> rehearsals, String token) {
        this.console = console;
        this.started = started;
        this.rehearsals = List.copyOf(rehearsals);
        this.token = token;
    }

    public void start() {
        thread.start();
    }

    /** Ends what goes on; the next start is then as fast as this one was. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Rehearsal rehearsal : rehearsals) {
                run(rehearsal);
            }
            if (!rehearsals.isEmpty()) {
                console.say("Prepared: the next start will be faster.");
            }
        } catch (IOException failure) {
            console.say("The next start could not be made faster: " + failure.getMessage());
        } catch (InterruptedException _) {
            // The suite stops.
        }
    }

    private void run(Rehearsal rehearsal) throws IOException, InterruptedException {
        Files.createDirectories(rehearsal.cache().file().getParent());
        RunningProgram program = RunningProgram.start(rehearsal.program());
        try {
            started.remember(NAME, program.handle());
            awaitReady(program);
            for (int round = 0; round < ROUNDS; round++) {
                rehearsal.requests().forEach(this::request);
            }
            // The JVM writes its cache when it ends.
            Termination.of(program.handle(), BOUND);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!Files.exists(rehearsal.cache().draft())) {
                throw new IOException(program.name() + " left no cache, see " + program.log());
            }
            rehearsal.cache().publish();
        } finally {
            program.kill();
            started.forget(NAME);
            Files.deleteIfExists(rehearsal.cache().draft());
        }
    }

    private static void awaitReady(RunningProgram program) throws IOException, InterruptedException {
        while (!program.isReady()) {
            if (!program.isAlive() || program.age().compareTo(BOUND) > 0) {
                throw new IOException(program.name() + " did not get ready, see " + program.log());
            }
            Thread.sleep(Duration.ofMillis(200));
        }
    }

    /** Whatever the answer is: the way to it is what counts. */
    private void request(URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(5000);
            connection.setRequestProperty("Authorization", "Bearer " + token);
            try (var body = connection.getInputStream()) {
                body.readAllBytes();
            }
        } catch (IOException _) {
            // One request less.
        }
    }
}
