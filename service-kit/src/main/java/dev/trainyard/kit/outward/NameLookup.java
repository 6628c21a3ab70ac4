package dev.trainyard.kit.outward;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Finds the addresses of a name. */
public interface NameLookup {

    /**
     * Its addresses, at least one, in the order in which to try them.
     *
     * @throws UnknownHostException when it has none
     * @throws TimeoutException when nobody could say in time
     */
    List<InetAddress> addresses(String name, Duration timeout)
            throws UnknownHostException, TimeoutException, InterruptedException;
}
