package dev.trainyard.deployment.call;

import dev.trainyard.kit.outward.Deadline;
import dev.trainyard.kit.outward.OutwardConfig;
import dev.trainyard.kit.outward.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Bounds how many calls are made at once: in all, of a user, to a host. */
@ApplicationScoped
class Turns {

    private static final String ALL = "";

    private final KeyedLimit all;
    private final KeyedLimit users;
    private final KeyedLimit hosts;
    private final Duration patience;

    Turns(CallConfig config, OutwardConfig outward) {
        this.all = new KeyedLimit(outward.maxConcurrent());
        this.users = new KeyedLimit(config.maxConcurrentPerUser());
        this.hosts = new KeyedLimit(config.maxConcurrentPerHost());
        this.patience = config.patience();
    }

    /**
     * Makes a user's call when it is its turn.
     *
     * @throws CallFailure 429 when the user, 503 when everybody has too many under way
     */
    <T> T ofUser(String user, Deadline deadline, Callable<T> call) throws Exception {
        return within(
                users,
                user,
                deadline,
                CallFailure.communication(429, "Too many of your calls are under way at once."),
                () -> within(
                        all,
                        ALL,
                        deadline,
                        CallFailure.communication(503, "Too many calls are under way at once."),
                        call));
    }

    /**
     * Does something with a host when it is its turn.
     *
     * @throws CallFailure 503 when too much goes on with it
     */
    <T> T toHost(Target target, Deadline deadline, Callable<T> call) throws Exception {
        return within(
                hosts,
                target.authority(),
                deadline,
                CallFailure.communication(503, "Too many calls to " + target.origin() + " are under way at once."),
                call);
    }

    private <T> T within(KeyedLimit limit, String key, Deadline deadline, CallFailure full, Callable<T> call)
            throws Exception {
        if (!limit.take(key, deadline.left(patience))) {
            throw full;
        }
        try {
            return call.call();
        } finally {
            limit.giveBack(key);
        }
    }
}
