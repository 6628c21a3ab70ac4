package dev.trainyard.gateway.openapi;

import dev.trainyard.gateway.route.AnonymousRequests;
import dev.trainyard.gateway.route.ApiKeyRequests;
import dev.trainyard.gateway.route.RouteTable;
import dev.trainyard.gateway.service.Endpoint;
import dev.trainyard.gateway.service.Service;
import dev.trainyard.gateway.service.ServiceAddress;
import dev.trainyard.gateway.service.ServiceClient;
import dev.trainyard.gateway.service.Services;
import dev.trainyard.gateway.status.ServiceCameUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Collects the services' OpenAPI documents in the background and keeps the merged one at hand. A service that is down
 * keeps its part: what it served last is what it will serve again.
 */
@Singleton
public class Documents {

    private static final Logger LOG = Logger.getLogger(Documents.class);
    private static final String DOCUMENT = "/q/openapi?format=json";

    private final Services services;
    private final ServiceClient client;
    private final RouteTable routes;
    private final AnonymousRequests anonymous;
    private final ApiKeyRequests apiKeys;
    private final OpenApiConfig config;
    private final Vertx vertx;
    private final JsonObject base;
    private final Map<String, JsonObject> lastSeen = new HashMap<>();
    private final Map<String, JsonObject> lastGood = new HashMap<>();
    private volatile MergedDocument merged;
    private long timer;

    Documents(
            Services services,
            ServiceClient client,
            RouteTable routes,
            AnonymousRequests anonymous,
            ApiKeyRequests apiKeys,
            OpenApiConfig config,
            Vertx vertx) {
        this.services = services;
        this.client = client;
        this.routes = routes;
        this.anonymous = anonymous;
        this.apiKeys = apiKeys;
        this.config = config;
        this.vertx = vertx;
        this.base = base();
        this.merged = MergedDocument.of(base);
    }

    /** The merged document. */
    MergedDocument merged() {
        return merged;
    }

    /** The segments that the API's paths are made of, without those that stand for something else. */
    public Set<String> words() {
        return merged.words();
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(config.refreshInterval().toMillis(), id -> services.forEach(this::refresh));
    }

    void stop(@Observes ShutdownEvent stopping) {
        vertx.cancelTimer(timer);
    }

    void onCameUp(@Observes ServiceCameUp cameUp) {
        refresh(cameUp.service());
    }

    private void refresh(Service service) {
        Future<JsonObject> found = Future.failedFuture("No endpoint");
        for (Endpoint endpoint : service.endpoints()) {
            // Services serve it beside their probes; one that is not ours may have it beside its API.
            found = found.recover(absent -> fetch(endpoint.management())).recover(absent -> fetch(endpoint.api()));
        }
        found.onSuccess(document -> keep(service, document))
                .onFailure(failure -> LOG.debugf(failure, "No OpenAPI document from %s", service.name()));
    }

    private Future<JsonObject> fetch(ServiceAddress address) {
        return client.get(address, DOCUMENT, config.timeout()).map(answer -> {
            if (answer.status() != 200) {
                throw new IllegalStateException("status " + answer.status());
            }
            JsonObject document = answer.body().toJsonObject();
            if (!document.containsKey("openapi")) {
                throw new IllegalStateException("not an OpenAPI document");
            }
            return document;
        });
    }

    private synchronized void keep(Service service, JsonObject document) {
        if (document.equals(lastSeen.put(service.name(), document))) {
            return;
        }
        TreeMap<String, JsonObject> withIt = new TreeMap<>(lastGood);
        withIt.put(service.name(), document);
        try {
            merged = MergedDocument.of(withoutTokens(DocumentMerge.merge(base, withIt, this::isReachable)));
            lastGood.put(service.name(), document);
        } catch (ClassCastException misshapen) {
            LOG.warnf(misshapen, "The OpenAPI document of %s is misshapen; the last good one stays", service.name());
        }
    }

    private boolean isReachable(String service, String path) {
        return routes.find(path)
                .filter(route -> route.service().name().equals(service))
                .isPresent();
    }

    /** Says of the few operations that need no token, or may do with a key, that it is so. */
    private JsonObject withoutTokens(JsonObject document) {
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            String asked = path.replaceAll("\\{\\w+}", "any");
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                JsonObject operation =
                        paths.getJsonObject(path).getJsonObject(method.name().toLowerCase(Locale.ROOT));
                if (operation != null && anonymous.include(method, asked)) {
                    operation.put("security", new JsonArray());
                } else if (operation != null && apiKeys.include(method, asked)) {
                    operation.put("security", tokenOrKey());
                }
            }
        }
        return document;
    }

    private static JsonArray tokenOrKey() {
        return new JsonArray()
                .add(new JsonObject().put("bearer", new JsonArray()))
                .add(new JsonObject().put("apiKey", new JsonArray()));
    }

    private static JsonObject base() {
        try (InputStream text = Documents.class.getResourceAsStream("/openapi-base.json")) {
            return Buffer.buffer(text.readAllBytes()).toJsonObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
