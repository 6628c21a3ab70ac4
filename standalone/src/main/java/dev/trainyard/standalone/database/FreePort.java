package dev.trainyard.standalone.database;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of this machine that nobody listens on at the moment. */
public final class FreePort {

    // Below those that Linux, macOS and Windows give to outgoing connections: one of these could be taken by anybody
    // until the server has started, and while it is started again.
    private static final int FIRST = 10_000;
    private static final int END = 32_768;
    private static final int TRIES = 100;

    private FreePort() {}

    /** One on all interfaces, which stays free until somebody takes it. */
    public static int next() {
        for (int tried = 0; tried < TRIES; tried++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("Nobody has left a port free");
    }

    private static boolean isFree(int port) {
        // Of all interfaces, as services listen.
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
