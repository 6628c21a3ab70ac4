package dev.trainyard.workout.preference;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** The time zones that a user may name: those of the IANA database, which PostgreSQL and Java both know. */
public final class TimeZones {

    /** The request header that names the time zone of this request. */
    public static final String HEADER = "Time-Zone";

    private static final Set<String> NAMES = ZoneId.getAvailableZoneIds();

    private TimeZones() {}

    /** The zone with this name, if there is one. */
    public static Optional<ZoneId> named(String name) {
        // SystemV zones are Java's own.
        return NAMES.contains(name) && !name.startsWith("SystemV") ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }

    /**
     * The zone that the request's header names, empty without a header.
     *
     * @throws Problem 400 when it names none
     */
    public static Optional<ZoneId> ofHeader(String header) {
        if (header == null) {
            return Optional.empty();
        }
        return Optional.of(named(header)
                .orElseThrow(() -> Problem.invalid(
                        Violation.inHeader(HEADER, "must be the name of a time zone, such as Europe/Berlin"))));
    }
}
