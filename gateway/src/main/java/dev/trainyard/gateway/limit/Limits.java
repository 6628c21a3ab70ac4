package dev.trainyard.gateway.limit;

import dev.trainyard.gateway.visit.Visit;
import dev.trainyard.http.digest.Sha256;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.PathPrefixes;
import io.agroal.api.AgroalDataSource;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets each client ask for so much and no more. Whoever is known, by a good token or by a key that a service took a moment
 * ago, is limited as who that is; anybody else as the address. So nobody who is known is refused for what others do at
 * the same address. Each method succeeds when the request may go on, and fails with the {@link Problem} to answer.
 */
@Singleton
public class Limits {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence STANDING = HttpHeaders.createOptimized("RateLimit");
    private static final Future<Void> ON = Future.succeededFuture();

    private final Optional<Policy> ofAddresses;
    private final Optional<Policy> ofUsers;
    private final Optional<Policy> ofKeys;
    private final PathPrefixes<Optional<Policy>> ofRoutes;
    private final Optional<SharedBuckets> shared;
    private final int badCredentials;
    private final int minBodyRate;
    private final ProxyHint proxyHint = new ProxyHint();

    Limits(
            LimitsConfig config,
            MeterRegistry metrics,
            Vertx vertx,
            @DataSource("limits") InjectableInstance<AgroalDataSource> database) {
        this.ofAddresses = policy("address", "address", config.address(), config, metrics);
        this.ofUsers = policy("user", "user", config.user(), config, metrics);
        this.ofKeys = policy("key", "key", config.key(), config, metrics);
        this.ofRoutes = new PathPrefixes<>(config.routes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        route -> policy(route.getKey(), "route", route.getValue(), config, metrics))));
        this.shared = config.shared().map(store -> new SharedBuckets(databaseOf(config, database), vertx));
        this.badCredentials = config.badCredentials();
        this.minBodyRate = config.minBodyRate();
    }

    private static AgroalDataSource databaseOf(LimitsConfig config, InjectableInstance<AgroalDataSource> database) {
        if (config.database().url().isEmpty()) {
            throw new ConfigurationException(
                    "trainyard.gateway.limits.database.url: limits cannot be shared without a database");
        }
        return database.getActive();
    }

    private static Optional<Policy> policy(
            String name, String kind, Limit limit, LimitsConfig config, MeterRegistry metrics) {
        return limit.isOff()
                ? Optional.empty()
                : Optional.of(new Policy(name, kind, limit, config.maxClients(), metrics));
    }

    /** For a request whose token is still to be checked. */
    public Future<Void> unidentified(RoutingContext exchange) {
        return take(exchange, ofAddresses, addressOf(exchange), false);
    }

    /** For a request that needs no token. */
    public Future<Void> anonymous(RoutingContext exchange) {
        return take(exchange, ofAddresses, "address ", addressOf(exchange));
    }

    /** For a request with a good token. */
    public Future<Void> user(RoutingContext exchange) {
        return take(exchange, ofUsers, "user ", Visit.of(exchange).user().orElseThrow());
    }

    /** For a request with {@code key} in the place of a token; how the service answers it says whether the key is good. */
    public Future<Void> key(RoutingContext exchange, String key) {
        String client = Sha256.hex(key);
        boolean known = ofKeys.isPresent() && ofKeys.get().buckets().know(client);
        exchange.addEndHandler(ended -> learn(client, known, exchange.response().getStatusCode(), exchange));
        return known ? take(exchange, ofKeys, "key ", client) : anonymous(exchange);
    }

    private void learn(String key, boolean known, int status, RoutingContext exchange) {
        if (Visit.of(exchange).serviceNanos().isEmpty()) {
            // Nobody has judged it: the client left, or was refused here.
            return;
        }
        if (status == 401) {
            ofKeys.ifPresent(policy -> policy.buckets().forget(key));
            badCredentials(exchange);
        } else if (status < 300 && !known) {
            ofKeys.ifPresent(policy -> drain(policy, key, 1));
        }
    }

    /** How fast the body of a request must come that begins now. */
    public BodyRate bodyRate() {
        return new BodyRate(minBodyRate, System::nanoTime);
    }

    /** The request showed a token or key that is not good. */
    public void badCredentials(RoutingContext exchange) {
        // One was taken on the way in.
        if (badCredentials > 1) {
            ofAddresses.ifPresent(policy -> drain(policy, addressOf(exchange), badCredentials - 1));
        }
    }

    private void drain(Policy policy, String client, int tokens) {
        policy.buckets().drain(client, tokens);
        shared.ifPresent(store -> store.drain(policy.name() + ' ' + client, policy.configuration(), tokens));
    }

    private Future<Void> take(RoutingContext exchange, Optional<Policy> policy, String kind, String client) {
        Future<Void> taken = take(exchange, policy, client, false);
        Optional<Policy> ofRoute = ofRoute(exchange);
        return ofRoute.isEmpty() ? taken : taken.compose(on -> take(exchange, ofRoute, kind + client, true));
    }

    private Optional<Policy> ofRoute(RoutingContext exchange) {
        // As the service reads it: an encoded letter makes no other path of it.
        return ofRoutes.find(exchange.normalizedPath(), Optional.empty());
    }

    private Future<Void> take(RoutingContext exchange, Optional<Policy> policy, String client, boolean further) {
        if (policy.isEmpty()) {
            return ON;
        }
        ConsumptionProbe own = policy.get().buckets().take(client);
        if (shared.isEmpty() || !own.isConsumed()) {
            return judge(exchange, policy.get(), own, further);
        }
        return shared.get()
                .take(policy.get().name() + ' ' + client, policy.get().configuration())
                .otherwise(own)
                .compose(probe -> judge(exchange, policy.get(), probe, further));
    }

    private Future<Void> judge(RoutingContext exchange, Policy policy, ConsumptionProbe probe, boolean further) {
        MultiMap headers = exchange.response().headers();
        tell(headers, POLICY, policy.description(), further);
        tell(headers, STANDING, policy.standing(probe), further);
        if (probe.isConsumed()) {
            return ON;
        }
        policy.refused();
        if (ofAddresses.isPresent() && policy == ofAddresses.get()) {
            proxyHint.consider(exchange);
        }
        return Future.failedFuture(tooMany(policy, probe));
    }

    private static void tell(MultiMap headers, CharSequence name, String item, boolean further) {
        String before = further ? headers.get(name) : null;
        headers.set(name, before == null ? item : before + ", " + item);
    }

    private static Problem tooMany(Policy policy, ConsumptionProbe probe) {
        long seconds = Policy.seconds(probe.getNanosToWaitForRefill());
        return Problem.of(429, "rate-limited", "Too many requests: come back in " + seconds + " s.")
                .header("Retry-After", Long.toString(seconds))
                .with("policy", policy.name());
    }

    private static String addressOf(RoutingContext exchange) {
        return AddressKey.of(Visit.of(exchange).address());
    }
}
