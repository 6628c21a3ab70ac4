package dev.trainyard.deployment.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.deployment.expression.Expressions;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Checks definitions that users write, and makes of them what can be run. */
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSSMW", "com.github.benmanes.caffeine.cache.PSMW"})
public class Definitions {

    /** The size of a definition as compact JSON. */
    public static final int MAX_BYTES = 200 * 1024;

    private final DefinitionSchema schema;
    private final Expressions expressions;
    private final ObjectMapper json;
    private final Cache<String, Definition> ready;

    Definitions(
            DefinitionSchema schema,
            Expressions expressions,
            ObjectMapper json,
            DefinitionConfig config,
            MeterRegistry metrics) {
        this.schema = schema;
        this.expressions = expressions;
        this.json = json;
        this.ready = Caffeine.newBuilder()
                .maximumWeight(config.rememberedCharacters())
                .weigher((String text, Definition definition) -> text.length())
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(metrics, ready, "definition");
    }

    /**
     * The definition that a document is.
     *
     * @throws Problem 400 that names the places of all that is wrong with it, within the document
     */
    public Definition read(ObjectNode document) {
        Report report = new Report("");
        Definition definition = checked(document, report);
        throwIfAny(report);
        return definition;
    }

    /** What is wrong with a document that is at {@code at} in the body (RFC 6901; empty when it is the body). */
    public List<Violation> violations(ObjectNode document, String at) {
        Report report = new Report(at);
        checked(document, report);
        return report.violations();
    }

    /**
     * The definition of a document that was checked when it was stored; made once, and remembered by what the text is.
     *
     * @throws Problem 400 when it is none that can be run, which only happens to what an older release accepted
     */
    public Definition of(String stored) {
        return ready.get(stored, this::made);
    }

    private Definition made(String stored) {
        try {
            Report report = new Report("");
            ObjectNode document = json.readValue(stored, ObjectNode.class);
            Definition definition = new DefinitionReader(document, expressions, report).read();
            throwIfAny(report);
            return definition;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("A stored definition is no JSON object", malformed);
        }
    }

    private Definition checked(ObjectNode document, Report report) {
        StorableRules.check(new Place(document, ""), report);
        if (!report.isEmpty()) {
            return null;
        }
        Definition definition = new DefinitionReader(document, expressions, report).read();
        schema.check(document, report);
        return definition;
    }

    private static void throwIfAny(Report report) {
        if (!report.isEmpty()) {
            throw Problem.invalid(report.violations());
        }
    }
}
