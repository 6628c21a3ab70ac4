package dev.trainyard.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;
import java.time.Duration;

/** Sends spans to a collector: in batches, on a thread of its own, and forgets what does not fit. */
// The exporter finds the JDK's client as a service, for which Quarkus has native images look only where its own
// extensions do.
@RegisterForReflection(classNames = "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider")
@RegisterResources(globs = "META-INF/services/io.opentelemetry.exporter.internal.http.HttpSenderProvider")
final class Exporting {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Exporting() {}

    static SdkTracerProvider to(String endpoint, TracingConfig config) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(TIMEOUT)
                .setCompression("gzip");
        config.headers().forEach(exporter::addHeader);
        return SdkTracerProvider.builder()
                .setResource(
                        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "trainyard-gateway")))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(config.share())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(config.interval())
                        .build())
                .build();
    }
}
