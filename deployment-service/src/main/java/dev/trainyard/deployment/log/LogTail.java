package dev.trainyard.deployment.log;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Follows the runs of a deployment as they end. Their ids are in the order of acceptance, and what ended first is not always
 * committed first: so each look goes back a little, and what was sent already is known by its id.
 */
final class LogTail extends Tail {

    /** Longer than a log takes from its end to its commit, and than clocks of replicas differ. */
    static final Duration OVERLAP = Duration.ofSeconds(10);

    private final boolean comesAgain;
    private LogPosition last;
    private Set<UUID> sent = new HashSet<>();

    /**
     * Follows what is new from now on, or comes after {@code last}.
     *
     * @param last null for who was not here before
     */
    LogTail(String user, UUID deployment, LogPosition last, SseEventSink sink, Sse sse) {
        super(user, deployment, sink, sse);
        this.comesAgain = last != null;
        this.last = comesAgain ? last : new LogPosition(Instant.now(), new UUID(0, 0));
    }

    /** From when on to look for runs that have ended. */
    Instant since() {
        return last.finishedAt().minus(OVERLAP);
    }

    /** Takes what is there for known, up to where who comes again was: the first look. */
    void begin(List<LoggedRun> there) {
        there.stream()
                .filter(run -> !comesAgain || LogPosition.of(run).compareTo(last) <= 0)
                .forEach(run -> sent.add(run.id()));
    }

    /** Sends those that are new of what has ended since {@link #since}, in the order in which it did. */
    void offer(List<LoggedRun> ended) {
        Set<UUID> known = new HashSet<>();
        ended.stream()
                .sorted((left, right) -> LogPosition.of(left).compareTo(LogPosition.of(right)))
                .forEach(run -> {
                    known.add(run.id());
                    if (!sent.contains(run.id())) {
                        LogPosition position = LogPosition.of(run);
                        send("run", position.toString(), run);
                        last = last.compareTo(position) < 0 ? position : last;
                    }
                });
        sent = known;
    }
}
