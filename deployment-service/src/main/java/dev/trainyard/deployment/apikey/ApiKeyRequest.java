package dev.trainyard.deployment.apikey;

import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import java.util.UUID;

/** A request that shows a key, for one thing. */
final class ApiKeyRequest extends BaseAuthenticationRequest implements AuthenticationRequest {

    /** What a key may be used for. */
    enum Purpose {
        DEPLOYMENT,
        RUN
    }

    private final String key;
    private final Purpose purpose;
    private final UUID id;

    ApiKeyRequest(String key, Purpose purpose, UUID id) {
        this.key = key;
        this.purpose = purpose;
        this.id = id;
    }

    String key() {
        return key;
    }

    Purpose purpose() {
        return purpose;
    }

    /** Of the deployment, or of the run. */
    UUID id() {
        return id;
    }
}
