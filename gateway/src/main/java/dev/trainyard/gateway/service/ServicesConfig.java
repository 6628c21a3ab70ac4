package dev.trainyard.gateway.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services behind the gateway: where each one is, and which paths are its own. */
@ConfigMapping(prefix = "trainyard.gateway.services")
public interface ServicesConfig {

    /** The services by name. */
    @WithParentName
    @NotEmpty
    Map<String, ServiceConfig> byName();

    /** One service. */
    interface ServiceConfig {

        /** Where it serves its API; without one, {@code http://<name>-service:8080} as in Kubernetes. */
        Optional<@WithConverter(ServiceAddressConverter.class) ServiceAddress> url();

        /** Where it serves probes and its OpenAPI document; without one, {@code http://<name>-service:9000}. */
        Optional<@WithConverter(ServiceAddressConverter.class) ServiceAddress> managementUrl();

        /** Where it serves its API when that is more than one address: instead of {@code url}. */
        Optional<List<@WithConverter(ServiceAddressConverter.class) ServiceAddress>> urls();

        /** The management addresses of {@code urls}, in the same order; without them, port 9000 of the same hosts. */
        Optional<List<@WithConverter(ServiceAddressConverter.class) ServiceAddress>> managementUrls();

        /** The paths that are its own, with everything below them. */
        @NotEmpty
        List<
                        @Pattern(
                                regexp = "(/[A-Za-z0-9_~-]+)+",
                                message = "must be a path like /api/v1/things, with no slash at its end")
                        String>
                paths();
    }
}
