package dev.trainyard.standalone.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.standalone.console.Refusal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressTest {

    @Test
    void takenPortIsNamedWithItsPurposeAndAnotherToTry() throws Exception {
        Ports ports = freePorts();
        int port = ports.of(Service.QUIZ).port();
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            var address = Address.of("127.0.0.1", ports);

            var refusal = assertThrows(Refusal.class, address::refuseTaken);

            assertTrue(
                    refusal.getMessage()
                            .startsWith("Port " + taken.getLocalPort()
                                    + " on 127.0.0.1, wanted for quiz-service, cannot be had (Address already in use)"),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains("--port "), refusal.getMessage());
        }
    }

    /** Ports that nobody has, and nobody is given at random: below those that systems hand out. */
    private static Ports freePorts() {
        Random random = new Random();
        return IntStream.generate(() -> 10_000 + 100 * random.nextInt(200))
                .limit(100)
                .mapToObj(Ports::new)
                .filter(AddressTest::areFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean areFree(Ports ports) {
        try {
            Address.of("127.0.0.1", ports).refuseTaken();
            return true;
        } catch (Refusal taken) {
            return false;
        }
    }

    @Test
    void portsAreDistinctAndWithinTwentyOfTheFirst() {
        Set<Integer> ports = new Ports(8080).internal().keySet();

        assertEquals(10, ports.size());
        assertTrue(IntStream.rangeClosed(8081, 8100).boxed().toList().containsAll(ports), ports.toString());
    }

    @Test
    void urlOfAllAddressesIsOneThatCanBeOpened() {
        assertEquals(
                "http://127.0.0.1:8080", Address.of("0.0.0.0", new Ports(8080)).url());
        assertEquals(
                "http://[0:0:0:0:0:0:0:1]:8080",
                Address.of("::1", new Ports(8080)).url());
    }

    @Test
    void nameInsteadOfAnAddressIsRefused() {
        assertEquals(
                2,
                assertThrows(Refusal.class, () -> Address.of("example.org", new Ports(8080)))
                        .exitCode());
    }
}
