package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.breaker.Breaker;
import dev.trainyard.gateway.service.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Gives the endpoints of one service their requests in turn, on each event loop by itself. */
final class Rotation {

    private static final int NONE = -1;

    private final List<Candidate> candidates;
    private final ThreadLocal<Turn> turns;

    Rotation(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
        this.turns = ThreadLocal.withInitial(() -> new Turn(this.candidates.size()));
    }

    /** An endpoint, and what is known of it. */
    static final class Candidate {
        private final Endpoint endpoint;
        private final Breaker breaker;
        // Until a probe says otherwise.
        private volatile boolean ready = true;

        Candidate(Endpoint endpoint, Breaker breaker) {
            this.endpoint = endpoint;
            this.breaker = breaker;
        }
    }

    private static final class Turn {
        // Anywhere, so that the event loops do not go in step.
        private int next;

        Turn(int size) {
            next = ThreadLocalRandom.current().nextInt(size);
        }
    }

    /** A try at the next endpoint that is ready; while none is, at any; empty when those are known to fail. */
    Optional<Attempt> next() {
        Turn turn = turns.get();
        int chosen = choose(turn.next, candidate -> true);
        if (chosen != NONE) {
            turn.next = chosen + 1;
        }
        return attempt(chosen);
    }

    /** A try at another endpoint than {@code before}, out of turn. */
    Optional<Attempt> other(Attempt before) {
        return attempt(choose(turns.get().next, candidate -> !candidate.endpoint.equals(before.endpoint())));
    }

    private int choose(int first, Predicate<Candidate> wanted) {
        int size = candidates.size();
        boolean oneIsReady = false;
        for (int i = 0; i < size; i++) {
            int index = (first + i) % size;
            Candidate candidate = candidates.get(index);
            oneIsReady |= candidate.ready;
            if (candidate.ready && wanted.test(candidate) && candidate.breaker.permits()) {
                return index;
            }
        }
        for (int i = 0; i < size && !oneIsReady; i++) {
            int index = (first + i) % size;
            // A probe may be wrong, and a request in vain is no worse than none.
            if (wanted.test(candidates.get(index))
                    && candidates.get(index).breaker.permits()) {
                return index;
            }
        }
        return NONE;
    }

    private Optional<Attempt> attempt(int chosen) {
        if (chosen == NONE) {
            return Optional.empty();
        }
        Candidate candidate = candidates.get(chosen);
        return Optional.of(new Attempt(candidate.endpoint, candidate.breaker));
    }

    /** What a probe has found. */
    void probed(Endpoint endpoint, boolean ready) {
        for (Candidate candidate : candidates) {
            if (candidate.endpoint.equals(endpoint)) {
                candidate.ready = ready;
                if (ready) {
                    // What failed while it was away says nothing any more.
                    candidate.breaker.close();
                }
            }
        }
    }
}
