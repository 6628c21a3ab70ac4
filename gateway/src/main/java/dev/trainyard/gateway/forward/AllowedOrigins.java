package dev.trainyard.gateway.forward;

import dev.trainyard.gateway.cors.CorsConfig;
import dev.trainyard.gateway.visit.Client;
import dev.trainyard.http.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whose pages may open WebSockets. Browsers let every page do that, whatever CORS says, and only name the page's origin:
 * it must be ours or one that CORS is configured for. Whoever is no browser names none.
 */
@Singleton
class AllowedOrigins {

    private final Set<String> configured;

    @Inject
    AllowedOrigins(CorsConfig cors) {
        this(cors.origins().orElse(Set.of()));
    }

    AllowedOrigins(Set<String> configured) {
        this.configured = configured;
    }

    /**
     * Passes a request that no foreign page has made {@code client} send.
     *
     * @throws Problem when one has
     */
    void check(Client client, MultiMap headers) {
        List<String> origins = headers.getAll(HttpHeaders.ORIGIN);
        for (String origin : origins) {
            if (!configured.contains(origin) && !isOwn(origin.toLowerCase(Locale.ROOT), client)) {
                throw Problem.of(403, "forbidden-origin", "Pages of this origin may open no WebSockets here.");
            }
        }
    }

    private static boolean isOwn(String origin, Client client) {
        return client.host() != null
                && origin.equals(client.scheme() + "://" + client.host().toLowerCase(Locale.ROOT));
    }
}
