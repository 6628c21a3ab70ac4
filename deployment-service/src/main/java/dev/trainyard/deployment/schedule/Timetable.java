package dev.trainyard.deployment.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a schedule is: five fields of crontab(5), read by the clock of a time zone. A time that the clock skips in spring is
 * moved by as much as is skipped, one that it shows twice in autumn counts once if it is at fixed hours.
 */
final class Timetable {

    /** Times that are no later than this are not missed yet: somebody looks every few seconds. */
    static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private static final int MOST_MISSED = 100;

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final ExecutionTime times;
    private final ZoneId zone;

    private Timetable(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * The times that two texts mean.
     *
     * @throws Problem 400 when one of them means nothing
     */
    static Timetable of(String cron, String timeZone) {
        return new Timetable(times(cron), zone(timeZone));
    }

    private static ExecutionTime times(String cron) {
        try {
            return ExecutionTime.forCron(PARSER.parse(cron).validate());
        } catch (IllegalArgumentException unreadable) {
            throw Problem.invalid(Violation.inBody(
                    "/cron", "must be minute, hour, day of month, month and day of week, as of crontab: 30 6 * * 1-5"));
        }
    }

    private static ZoneId zone(String name) {
        try {
            ZoneId zone = ZoneId.of(name);
            if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
                return zone;
            }
        } catch (DateTimeException unknown) {
            // Said below.
        }
        throw Problem.invalid(Violation.inBody("/timeZone", "must be a time zone, such as Europe/Berlin"));
    }

    /** The first time after that one; empty when there is none any more, as for the 30th of February. */
    Optional<Instant> after(Instant time) {
        Optional<Instant> shown =
                times.nextExecution(ZonedDateTime.ofInstant(time, zone)).map(ZonedDateTime::toInstant);
        return Stream.of(shown, afterByLocalTime(time))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** By a clock that is never changed, and only then put on the real one: what that one skips is moved by the gap. */
    private Optional<Instant> afterByLocalTime(Instant time) {
        ZonedDateTime local = LocalDateTime.ofInstant(time, zone).atZone(ZoneOffset.UTC);
        ZoneOffsetTransition change = zone.getRules().previousTransition(time);
        if (change != null && change.isGap() && change.getInstant().isAfter(time.minus(change.getDuration()))) {
            local = change.getDateTimeBefore().atZone(ZoneOffset.UTC).minusSeconds(1);
        }
        Optional<ZonedDateTime> next = times.nextExecution(local);
        while (next.isPresent() && !real(next.get()).isAfter(time)) {
            next = times.nextExecution(next.get());
        }
        return next.map(this::real);
    }

    private Instant real(ZonedDateTime local) {
        return local.toLocalDateTime().atZone(zone).toInstant();
    }

    /**
     * Which times to begin a run for, in order.
     *
     * @param due the first time that nobody has seen to yet
     */
    List<Instant> toDo(Instant due, Instant now, CatchUp catchUp) {
        Deque<Instant> passed = new ArrayDeque<>();
        for (Optional<Instant> time = Optional.of(due);
                time.isPresent() && !time.get().isAfter(now);
                time = after(time.get())) {
            passed.addLast(time.get());
            if (passed.size() > (catchUp == CatchUp.ALL ? MOST_MISSED : 1)) {
                passed.removeFirst();
            }
        }
        if (catchUp == CatchUp.NONE) {
            passed.removeIf(time -> time.isBefore(now.minus(PUNCTUAL)));
        }
        return List.copyOf(passed);
    }
}
