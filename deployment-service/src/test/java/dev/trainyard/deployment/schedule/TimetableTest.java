package dev.trainyard.deployment.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.http.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {

    private static final Timetable HOURLY = Timetable.of("0 * * * *", "UTC");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static Instant hour(int hour) {
        return Instant.parse("2026-11-21T%02d:00:00Z".formatted(hour));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Winter and summer, by the clock of Berlin.
                "30 6 * * *   | Europe/Berlin    | 2026-01-10T12:00:00Z | 2026-01-11T05:30:00Z",
                "30 6 * * *   | Europe/Berlin    | 2026-07-10T12:00:00Z | 2026-07-11T04:30:00Z",
                // 2:30 does not come on the 29th of March: it is 3:30 then.
                "30 2 * * *   | Europe/Berlin    | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z",
                "30 2 * * *   | Europe/Berlin    | 2026-03-29T01:10:00Z | 2026-03-29T01:30:00Z",
                "30 2 * * *   | Europe/Berlin    | 2026-03-29T01:30:00Z | 2026-03-30T00:30:00Z",
                // Each quarter of the hour that comes twice.
                "*/15 * * * * | Europe/Berlin    | 2026-10-25T00:45:00Z | 2026-10-25T01:00:00Z",
                "*/15 * * * * | Asia/Kathmandu   | 2026-01-10T12:00:00Z | 2026-01-10T12:15:00Z",
                "0 0 29 2 *   | UTC              | 2026-01-10T12:00:00Z | 2028-02-29T00:00:00Z",
                "0 9 * * 1-5  | America/New_York | 2026-11-20T20:00:00Z | 2026-11-23T14:00:00Z"
            })
    void nextTimeIsByTheClockOfTheZone(String cron, String zone, Instant after, Instant next) {
        assertEquals(Optional.of(next), Timetable.of(cron, zone).after(after));
    }

    @Test
    void hourThatComesTwiceCountsOnce() {
        Timetable halfPastTwo = Timetable.of("30 2 * * *", "Europe/Berlin");
        Instant first = halfPastTwo.after(Instant.parse("2026-10-24T12:00:00Z")).orElseThrow();
        assertEquals(Optional.of(Instant.parse("2026-10-26T01:30:00Z")), halfPastTwo.after(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "60 * * * *", "* * * * * *", "@reboot", "0 0 31 2", "a b c d e"})
    void whatIsNoCronIsRefused(String cron) {
        Problem refused = assertThrows(Problem.class, () -> Timetable.of(cron, "UTC"));
        assertEquals("/cron", refused.violations().getFirst().pointer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Berlin", "GMT+25", "+02:00", "Europe/Atlantis"})
    void whatIsNoZoneIsRefused(String zone) {
        Problem refused = assertThrows(Problem.class, () -> Timetable.of("0 * * * *", zone));
        assertEquals("/timeZone", refused.violations().getFirst().pointer());
    }

    @Test
    void punctualTimeIsDoneWhateverTheCatchUp() {
        for (CatchUp catchUp : CatchUp.values()) {
            assertEquals(List.of(NOON), HOURLY.toDo(NOON, NOON.plusSeconds(7), catchUp), catchUp.code());
        }
    }

    @Test
    void missedTimesAreLetBe() {
        assertEquals(List.of(), HOURLY.toDo(hour(9), NOON.plusSeconds(1800), CatchUp.NONE));
    }

    @Test
    void missedTimesAreLetBeBeforeAPunctualOne() {
        assertEquals(List.of(NOON), HOURLY.toDo(hour(9), NOON.plusSeconds(7), CatchUp.NONE));
    }

    @Test
    void lastMissedTimeIsMadeUpFor() {
        assertEquals(List.of(NOON), HOURLY.toDo(hour(9), NOON.plusSeconds(1800), CatchUp.LAST));
    }

    @Test
    void eachMissedTimeIsMadeUpForInOrder() {
        assertEquals(
                List.of(hour(9), hour(10), hour(11), NOON), HOURLY.toDo(hour(9), NOON.plusSeconds(1800), CatchUp.ALL));
    }

    @Test
    void aHundredMissedTimesAreEnough() {
        Timetable eachMinute = Timetable.of("* * * * *", "UTC");
        List<Instant> toDo = eachMinute.toDo(hour(0), NOON, CatchUp.ALL);
        assertEquals(100, toDo.size());
        assertEquals(NOON, toDo.getLast());
    }
}
