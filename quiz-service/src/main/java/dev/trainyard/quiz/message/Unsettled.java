package dev.trainyard.quiz.message;

import dev.trainyard.quiz.message.Report.Ending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a clerk has yet to write down: one report for each time that a message was taken. */
final class Unsettled {

    private final Map<Taking, Report> reports = new LinkedHashMap<>();

    private record Taking(String user, UUID id, int number) {

        static Taking of(Taken taken) {
            return new Taking(taken.message().user(), taken.id(), taken.number());
        }
    }

    /** Adds what somebody has to say, instead of what was said before; but what is sent stays so. */
    void add(Report report) {
        reports.merge(Taking.of(report.taken()), report, (had, now) -> had.ending() == Ending.SENT ? had : now);
    }

    /** Adds a message that nobody seems to have any more, unless something is known of it; whether it did. */
    boolean addLost(Taken taken) {
        Report lost = Report.of(taken, Ending.FAILED, "lost: the replica that had it fell silent");
        return reports.putIfAbsent(Taking.of(taken), lost) == null;
    }

    List<Report> reports() {
        return List.copyOf(reports.values());
    }

    void clear() {
        reports.clear();
    }
}
