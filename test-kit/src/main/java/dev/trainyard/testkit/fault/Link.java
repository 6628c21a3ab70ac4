package dev.trainyard.testkit.fault;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a line. Each direction is read by one thread and written by another, so that a delay is no jam. */
final class Link {

    private static final int CHUNK = 16 * 1024;
    // What is under way at most: a megabyte in each direction.
    private static final int CHUNKS = 64;

    /** What came in, and when; without bytes, that nothing more will. */
    private record Parcel(ByteBuffer bytes, long arrival) {

        boolean isEnd() {
            return bytes.capacity() == 0;
        }
    }

    private final Socket client;
    private final Socket server;
    private final Conduct conduct;
    private final Consumer<Link> whenOver;
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile boolean lost;

    Link(Socket client, Socket server, Conduct conduct, Consumer<Link> whenOver) throws SocketException {
        this.client = client;
        this.server = server;
        this.conduct = conduct;
        this.whenOver = whenOver;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void begin() {
        forward(client, server, false);
        forward(server, client, true);
    }

    void end() {
        drop(client, false);
        drop(server, false);
        whenOver.accept(this);
    }

    void reset() {
        drop(client, true);
        drop(server, true);
        whenOver.accept(this);
    }

    void lose() {
        lost = true;
        drop(server, true);
    }

    /** Closes an end: with a reset, what was sent and not yet read is gone. */
    static void drop(Socket end, boolean abruptly) {
        try {
            if (abruptly) {
                end.setSoLinger(true, 0);
            }
            end.close();
        } catch (IOException gone) {
            // It was closed before.
        }
    }

    private void forward(Socket from, Socket to, boolean delayed) {
        BlockingQueue<Parcel> underWay = new ArrayBlockingQueue<>(CHUNKS);
        Thread.ofVirtual().start(() -> uninterrupted(() -> read(from, underWay)));
        Thread.ofVirtual().start(() -> uninterrupted(() -> write(underWay, to, delayed)));
    }

    @FunctionalInterface
    private interface Part {
        void play() throws InterruptedException;
    }

    private static void uninterrupted(Part part) {
        try {
            part.play();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("Nobody stops these threads", stopped);
        }
    }

    private void read(Socket from, BlockingQueue<Parcel> underWay) throws InterruptedException {
        byte[] buffer = new byte[CHUNK];
        try {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                underWay.put(new Parcel(ByteBuffer.wrap(Arrays.copyOf(buffer, read)), System.nanoTime()));
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException broken) {
            breakOff();
        }
        underWay.put(new Parcel(ByteBuffer.allocate(0), System.nanoTime()));
    }

    /** Goes on to the end even when nobody takes it any more: the reader would stop at a full queue. */
    private void write(BlockingQueue<Parcel> underWay, Socket to, boolean delayed) throws InterruptedException {
        Parcel parcel = underWay.take();
        while (!parcel.isEnd()) {
            conduct.awaitTurn(parcel.arrival(), delayed);
            deliver(parcel, to);
            conduct.awaitRoom(parcel.bytes().capacity());
            parcel = underWay.take();
        }
        conduct.awaitTurn(parcel.arrival(), delayed);
        deliver(parcel, to);
        if (open.decrementAndGet() == 0) {
            end();
        }
    }

    private void deliver(Parcel parcel, Socket to) {
        if (lost || to.isClosed()) {
            return;
        }
        try {
            if (parcel.isEnd()) {
                to.shutdownOutput();
            } else {
                to.getOutputStream().write(parcel.bytes().array());
            }
        } catch (IOException broken) {
            breakOff();
        }
    }

    private void breakOff() {
        if (!lost) {
            reset();
        }
    }
}
