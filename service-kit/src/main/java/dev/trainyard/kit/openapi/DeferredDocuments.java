package dev.trainyard.kit.openapi;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jboss.logging.Logger;

/**
 * OpenAPI documents that have still to be prepared, which is two thirds of the start of a native executable: it reads and writes
 * half a megabyte that hardly anybody asks for. Here that is done soon after the start, or when somebody asks. On a JVM
 * nothing is deferred. See decision 0036.
 */
@Singleton
class DeferredDocuments {

    /** After the first requests, and before what the start has used is given back. */
    private static final Duration AFTER = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(DeferredDocuments.class);

    private static final Queue<Document> WAITING = new ArrayDeque<>();

    /** What the extension would have prepared at the start. */
    record Document(AutoSecurityFilter security, Map<RunStage, List<String>> filters, String name) {

        void prepare(OpenApiDocumentService service) {
            ((NativeOpenApi.Service) (Object) service).prepareDocument(security, filters, name);
        }
    }

    static synchronized void defer(Document document) {
        WAITING.add(document);
    }

    /** The service with all of its documents. */
    static synchronized OpenApiDocumentService service() {
        OpenApiDocumentService service =
                Arc.container().instance(OpenApiDocumentService.class).get();
        for (Document document = WAITING.peek(); document != null; document = WAITING.peek()) {
            document.prepare(service);
            // Not before: what has failed is tried by the next who asks.
            WAITING.remove();
        }
        return service;
    }

    void prepareSoon(@Observes StartupEvent started, Vertx vertx) {
        if (!WAITING.isEmpty()) {
            vertx.setTimer(
                    AFTER.toMillis(),
                    ignored -> vertx.executeBlocking(DeferredDocuments::service)
                            .onFailure(failure -> LOG.error("The OpenAPI document cannot be prepared", failure)));
        }
    }
}
