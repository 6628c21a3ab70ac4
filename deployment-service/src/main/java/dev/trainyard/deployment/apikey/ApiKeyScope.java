package dev.trainyard.deployment.apikey;

import dev.trainyard.http.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** What a key is not for is absent, as somebody else's would be. */
@ApplicationScoped
class ApiKeyScope {

    private final SecurityIdentity identity;

    ApiKeyScope(SecurityIdentity identity) {
        this.identity = identity;
    }

    @ServerRequestFilter
    public void check() {
        if (Boolean.TRUE.equals(identity.getAttribute(ApiKeyProvider.OUT_OF_SCOPE))) {
            throw Problem.notFound("deployment");
        }
    }
}
