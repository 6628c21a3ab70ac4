package dev.trainyard.standalone.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void portIsNoneThatOutgoingConnectionsGet() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket outgoing = new Socket(door.getInetAddress(), door.getLocalPort())) {
            assertTrue(
                    IntStream.range(0, 100).allMatch(_ -> FreePort.next() < outgoing.getLocalPort()),
                    () -> "Connections go out from " + outgoing.getLocalPort());
        }
    }

    @Test
    void portCanBeListenedAt() throws IOException {
        try (ServerSocket door = new ServerSocket(FreePort.next())) {
            assertTrue(door.isBound());
        }
    }
}
