package dev.trainyard.gateway.access;

import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.problem.Problem;
import java.util.Locale;
import java.util.Optional;

/** What became of a request, in one word. */
enum Outcome {
    /** A service answered, and its answer was passed on. */
    FORWARDED,
    /** The gateway answered with a page of its own. */
    ANSWERED,
    /** The gateway refused it; {@code problem} says why. */
    REFUSED,
    /** Somebody asks too often. */
    LIMITED,
    /** There is too much to do, here or at the service. */
    SHED,
    /** The service could not be reached, or gave no proper answer in time. */
    FAILED,
    /** The service's answer broke off, and so did ours. */
    CUT,
    /** The client left before its answer was out. */
    ABANDONED;

    static Outcome of(Visit visit, Optional<Problem> problem, boolean whole) {
        if ("cut".equals(visit.outcome().orElse(null))) {
            return CUT;
        }
        if (visit.isSwitched()) {
            return FORWARDED;
        }
        if (!whole) {
            return ABANDONED;
        }
        return problem.map(Outcome::of).orElse(visit.serviceNanos().isPresent() ? FORWARDED : ANSWERED);
    }

    private static Outcome of(Problem problem) {
        return switch (problem.status()) {
            case 429 -> LIMITED;
            case 503 -> SHED;
            case 502, 504 -> FAILED;
            default -> REFUSED;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
