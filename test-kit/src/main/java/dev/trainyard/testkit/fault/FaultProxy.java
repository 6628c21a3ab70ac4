package dev.trainyard.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line between a client and a server that can be disturbed in the ways that networks are: slow, narrow, frozen, cut, reset,
 * or gone without a word. Forwards bytes of any protocol over the loopback interface, and keeps their order.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Conduct conduct = new Conduct();
    private volatile int target;
    private volatile ServerSocket door;
    private volatile Thread acceptor;
    private volatile boolean closed;

    private FaultProxy(int target) throws IOException {
        this.target = target;
        this.door = open(0);
        this.port = door.getLocalPort();
        this.acceptor = acceptAt(door);
    }

    /** A line to a port of this machine, in order until something is done to it. */
    public static FaultProxy to(int target) {
        try {
            return new FaultProxy(target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** How many connections there are. */
    public int connections() {
        return links.size();
    }

    /** Everything takes so much longer from the server to the client: what a round trip is longer by. */
    public FaultProxy delay(Duration more) {
        conduct.delay(more);
        return this;
    }

    /** No connection gets more than so many bytes a second through, in either direction. */
    public FaultProxy throttle(long bytesPerSecond) {
        conduct.throttle(bytesPerSecond);
        return this;
    }

    /** Nothing gets through any more, and nobody is told; it does once it thaws. New connections are taken and wait. */
    public FaultProxy freeze() {
        conduct.freeze(true);
        return this;
    }

    public FaultProxy thaw() {
        conduct.freeze(false);
        return this;
    }

    /** Connections end, new ones are refused, until {@link #mend}. */
    public FaultProxy cut() {
        shut();
        links.forEach(Link::end);
        return this;
    }

    /** Connections end as if the server's machine had been restarted; new ones are taken. */
    public FaultProxy reset() {
        links.forEach(Link::reset);
        return this;
    }

    /** Connections are lost on the side of the server alone: their clients hear nothing any more. New ones are in order. */
    public FaultProxy lose() {
        links.forEach(Link::lose);
        return this;
    }

    /** New connections lead to another port, as when an address is given to the one that takes over; the old ones stay. */
    public FaultProxy retarget(int other) {
        target = other;
        return this;
    }

    /** In order again. */
    public FaultProxy mend() {
        conduct.mend();
        if (door.isClosed() && !closed) {
            try {
                door = open(port);
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
            acceptor = acceptAt(door);
        }
        return this;
    }

    @Override
    public void close() {
        closed = true;
        shut();
        conduct.mend();
        links.forEach(Link::end);
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return door;
    }

    private void shut() {
        try {
            door.close();
            // Until it has left the door, the system takes connections still.
            acceptor.join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("Nobody stops a line while it is shut", interrupted);
        }
    }

    private Thread acceptAt(ServerSocket open) {
        return Thread.ofVirtual().name("fault-proxy-" + port).start(() -> {
            while (!open.isClosed()) {
                try {
                    Socket client = open.accept();
                    Thread.ofVirtual().start(() -> connect(client, open));
                } catch (SocketException shut) {
                    return;
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        });
    }

    private void connect(Socket client, ServerSocket open) {
        try {
            conduct.awaitThaw();
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target), conduct, links::remove);
            links.add(link);
            link.begin();
            if (open.isClosed()) {
                link.end();
            }
        } catch (IOException | InterruptedException unreachable) {
            Link.drop(client, true);
        }
    }
}
