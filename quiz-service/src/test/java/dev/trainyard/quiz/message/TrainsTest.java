package dev.trainyard.quiz.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trainyard.quiz.message.Sender.Outgoing;
import dev.trainyard.quiz.message.Trains.Train;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainsTest {

    private final Trains trains = new Trains(4);

    /** Of a channel of its own. */
    private static Train of(String user) {
        return of(user, "receiver of " + user);
    }

    private static Train of(String user, String receiver) {
        Outgoing message = new Outgoing(UUID.randomUUID(), user, UUID.randomUUID(), "7", "{}", 1);
        return new Train(List.of(new Taken("log", 1, receiver, false, message)), System.nanoTime());
    }

    private Train take() throws InterruptedException {
        return trains.take(0, TimeUnit.NANOSECONDS);
    }

    @Test
    void userHasThreeQuartersOfTheWorkersHoweverManyChannels() throws InterruptedException {
        List<Train> ofAda = Stream.generate(() -> of("ada")).limit(5).toList();
        Train ofBob = of("bob");
        trains.add(ofAda);
        trains.add(List.of(ofBob));

        assertEquals(ofAda.subList(0, 3), List.of(take(), take(), take()));
        assertEquals(ofBob, take());
        assertNull(take());

        trains.done(ofAda.getFirst());
        assertEquals(ofAda.get(3), take());
    }

    @Test
    void trainsForAReceiverAreTakenOutWhoseverTheyAre() throws InterruptedException {
        Train ofAda = of("ada", "bot");
        Train other = of("ada", "other bot");
        Train ofBob = of("bob", "bot");
        trains.add(List.of(ofAda, other, ofBob));

        assertEquals(List.of(ofAda, ofBob), trains.takeOf("bot"));
        assertEquals(List.of(), trains.takeOf("bot"));

        assertEquals(other, take());
    }
}
