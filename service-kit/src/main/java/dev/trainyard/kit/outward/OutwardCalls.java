package dev.trainyard.kit.outward;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Calls addresses that users give. Where they lead is checked, by the very address that is then called, and what they take
 * is bounded; redirects are not followed.
 */
@ApplicationScoped
public class OutwardCalls {

    /** A name may have many addresses; all are checked, and so many tried. */
    private static final int MOST_TRIES = 3;

    private static final Duration AS_LONG_AS_THERE_IS = Duration.ofDays(1);

    private final AddressRules rules;
    private final NameLookup names;
    private final Wire wire;

    OutwardCalls(AddressRules rules, NameLookup names, Wire wire) {
        this.rules = rules;
        this.names = names;
        this.wire = wire;
    }

    /**
     * Sends one request. Nothing is tried again but an address that no connection could be made to. When the thread is
     * interrupted, the connection is closed.
     *
     * @throws OutwardFailure when its target may not be called, or no whole answer came in time, or too large a one
     */
    public Answer send(Outgoing request, Deadline deadline) throws InterruptedException {
        Target target = request.target();
        List<InetAddress> addresses = checkedAddresses(target, deadline);
        for (InetAddress address : addresses.subList(0, Math.min(MOST_TRIES, addresses.size()))) {
            try {
                return wire.send(request, address, deadline);
            } catch (Wire.Unreachable next) {
                // Nothing was sent, so another address may be tried.
            }
        }
        throw OutwardFailure.communication(502, "No connection could be made to " + target.origin() + ".");
    }

    /** All addresses of a target: one that may not be called is a reason not to trust the others either. */
    private List<InetAddress> checkedAddresses(Target target, Deadline deadline) throws InterruptedException {
        if (!rules.allow(target.port())) {
            throw OutwardFailure.forbidden("Port " + target.port() + " may not be called.");
        }
        List<InetAddress> addresses = target.address().map(List::of).orElse(null);
        if (addresses == null) {
            try {
                addresses = names.addresses(target.host(), deadline.left(AS_LONG_AS_THERE_IS));
            } catch (UnknownHostException unknown) {
                throw OutwardFailure.communication(502, "There is no host " + target.host() + ".");
            } catch (TimeoutException late) {
                throw Wire.late(target.origin());
            }
        }
        if (addresses.isEmpty() || !addresses.stream().allMatch(rules::allow)) {
            throw OutwardFailure.forbidden(target.origin() + " is not at a public address.");
        }
        return addresses;
    }
}
