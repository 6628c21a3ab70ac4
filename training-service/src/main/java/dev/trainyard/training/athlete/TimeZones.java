package dev.trainyard.training.athlete;

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

    /** Whether there is a zone with this name. */
    static boolean has(String name) {
        // SystemV zones are Java's own.
        return NAMES.contains(name) && !name.startsWith("SystemV");
    }

    /**
     * The zone that the request's header names, empty without a header.
     *
     * @throws Problem 400 when it names none
     */
    public static Optional<String> ofHeader(String header) {
        if (header != null && !has(header)) {
            throw Problem.invalid(Violation.inHeader(HEADER, "must be the name of a time zone, such as Europe/Berlin"));
        }
        return Optional.ofNullable(header);
    }
}
