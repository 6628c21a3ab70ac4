package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.quiz.message.Report.Ending;
import dev.trainyard.quiz.message.Sender.Outgoing;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnsettledTest {

    private static final UUID ID = UUID.randomUUID();

    private final Unsettled unsettled = new Unsettled();

    private static Taken taken(int number) {
        return new Taken("log", number, "bot", false, new Outgoing(ID, "ada", UUID.randomUUID(), "7", "{}", 1));
    }

    private List<Ending> endings() {
        return unsettled.reports().stream().map(Report::ending).toList();
    }

    @Test
    void lostMessageIsReportedOnce() {
        assertTrue(unsettled.addLost(taken(1)));
        assertFalse(unsettled.addLost(taken(1)));

        assertEquals(List.of(Ending.FAILED), endings());
    }

    @Test
    void messageOfWhichMoreIsKnownIsNotLost() {
        unsettled.add(Report.of(taken(1), Ending.SENT, null));

        assertFalse(unsettled.addLost(taken(1)));

        assertEquals(List.of(Ending.SENT), endings());
    }

    @Test
    void messageThatIsSentAfterAllIsNotLost() {
        unsettled.addLost(taken(1));

        unsettled.add(Report.of(taken(1), Ending.SENT, null));

        assertEquals(List.of(Ending.SENT), endings());
    }

    @Test
    void messageThatIsTakenAgainIsAnotherMatter() {
        unsettled.add(Report.of(taken(1), Ending.SENT, null));
        unsettled.add(Report.of(taken(2), Ending.UNSENT, null));

        assertEquals(List.of(Ending.SENT, Ending.UNSENT), endings());
    }
}
