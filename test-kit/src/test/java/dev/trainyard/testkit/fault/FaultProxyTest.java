package dev.trainyard.testkit.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What each disturbance is to a client of a server that sends back what it gets. */
class FaultProxyTest {

    private static final int QUIET_MILLIS = 300;

    private final Echo echo = new Echo("");
    private final FaultProxy proxy = FaultProxy.to(echo.port());

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void undisturbedItChangesNothing() throws IOException {
        byte[] much = new byte[3_000_000];
        new Random(7).nextBytes(much);
        try (Socket client = client()) {
            Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(much);
                    client.shutdownOutput();
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            });

            assertArrayEquals(much, client.getInputStream().readAllBytes());
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void delayIsPaidOncePerRoundTrip() throws IOException {
        proxy.delay(Duration.ofMillis(200));
        try (Socket client = client()) {
            long begin = System.nanoTime();
            assertEquals("one", answer(client, "one"));
            assertEquals("two", answer(client, "two"));

            assertTrue(System.nanoTime() - begin >= Duration.ofMillis(400).toNanos());
        }
    }

    @Test
    void throttledLineTakesAsLongAsItsBytes() throws IOException {
        proxy.throttle(10_000);
        try (Socket client = client()) {
            long begin = System.nanoTime();
            answer(client, "x".repeat(2_000));
            answer(client, "x");

            assertTrue(System.nanoTime() - begin >= Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void frozenLineDeliversWhenItThaws() throws IOException {
        try (Socket before = client()) {
            answer(before, "one");
            proxy.freeze();
            try (Socket meanwhile = client()) {
                send(before, "two");
                send(meanwhile, "three");
                assertTrue(isSilent(before));
                assertTrue(isSilent(meanwhile));

                proxy.thaw();

                assertEquals("two", read(before, 3));
                assertEquals("three", read(meanwhile, 5));
            }
        }
    }

    @Test
    void cutLineEndsConnectionsAndRefusesOthersUntilItIsMended() throws IOException {
        try (Socket client = client()) {
            answer(client, "one");

            proxy.cut();

            assertEquals(-1, client.getInputStream().read());
            assertThrows(ConnectException.class, this::client);
        }
        proxy.mend();
        try (Socket client = client()) {
            assertEquals("two", answer(client, "two"));
        }
    }

    /** The thread that accepts may be anywhere just then: one that was on its way used to take a connection more. */
    @RepeatedTest(200)
    void cutLineRefusesAtOnce() {
        proxy.cut();

        assertThrows(ConnectException.class, this::client);
    }

    @Test
    void resetConnectionsFailAndOthersDoNot() throws IOException {
        try (Socket client = client()) {
            answer(client, "one");

            proxy.reset();

            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
        try (Socket client = client()) {
            assertEquals("two", answer(client, "two"));
        }
    }

    @Test
    void lostConnectionsHearNothingAndAreNotTold() throws IOException {
        try (Socket client = client()) {
            answer(client, "one");

            proxy.lose();
            send(client, "two");

            assertTrue(isSilent(client));
            await().until(() -> echo.connections() == 0);
        }
        try (Socket client = client()) {
            assertEquals("three", answer(client, "three"));
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void newConnectionsLeadToWhereItWasTurned() throws IOException {
        try (Echo other = new Echo("other ");
                Socket before = client()) {
            answer(before, "one");

            proxy.retarget(other.port());

            assertEquals("two", answer(before, "two"));
            try (Socket client = client()) {
                send(client, "three");
                assertEquals("other three", read(client, 11));
            }
        }
    }

    @Test
    void whoeverConnectsToNobodyIsRefused() throws IOException {
        echo.close();
        try (Socket client = client()) {
            assertThrows(SocketException.class, () -> answer(client, "one"));
        }
    }

    private Socket client() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(20_000);
        return client;
    }

    private static String answer(Socket client, String text) throws IOException {
        send(client, text);
        return read(client, text.length());
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String read(Socket client, int length) throws IOException {
        byte[] bytes = client.getInputStream().readNBytes(length);
        if (bytes.length < length) {
            throw new SocketException("It was closed");
        }
        return new String(bytes, UTF_8);
    }

    private static boolean isSilent(Socket client) throws IOException {
        client.setSoTimeout(QUIET_MILLIS);
        try {
            client.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            client.setSoTimeout(20_000);
        }
    }

    /** Sends everything back, with its name before the first of it. */
    private static final class Echo implements AutoCloseable {

        private final ServerSocket door;
        private final Thread acceptor;
        private final String name;
        private final AtomicInteger connections = new AtomicInteger();

        Echo(String name) {
            this.name = name;
            try {
                this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException none) {
                throw new IllegalStateException(none);
            }
            this.acceptor = Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return door.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        private void accept() {
            while (!door.isClosed()) {
                try {
                    Socket client = door.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket client) {
            try (client) {
                byte[] buffer = new byte[8192];
                int read = client.getInputStream().read(buffer);
                client.getOutputStream().write(name.getBytes(UTF_8));
                while (read >= 0) {
                    client.getOutputStream().write(buffer, 0, read);
                    read = client.getInputStream().read(buffer);
                }
            } catch (IOException broken) {
                // As the test wanted.
            } finally {
                connections.decrementAndGet();
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
            try {
                acceptor.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
