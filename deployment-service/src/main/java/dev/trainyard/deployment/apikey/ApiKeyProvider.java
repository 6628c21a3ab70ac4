package dev.trainyard.deployment.apikey;

import dev.trainyard.deployment.invocation.Invocations;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says for whom a key acts. */
@ApplicationScoped
class ApiKeyProvider implements IdentityProvider<ApiKeyRequest> {

    /** The attribute of an identity whose key is not for what is asked; {@link ApiKeyScope} answers that. */
    static final String OUT_OF_SCOPE = "trainyard.api-key.out-of-scope";

    private final ApiKeyStore store;

    ApiKeyProvider(ApiKeyStore store) {
        this.store = store;
    }

    @Override
    public Class<ApiKeyRequest> getRequestType() {
        return ApiKeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ApiKeyRequest request, AuthenticationRequestContext context) {
        if (!ApiKeys.isWellFormed(request.key())) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return context.runBlocking(() -> identity(request));
    }

    private SecurityIdentity identity(ApiKeyRequest request) {
        byte[] digest = ApiKeys.digest(request.key());
        Optional<ApiKeyStore.Use> use =
                switch (request.purpose()) {
                    case DEPLOYMENT -> store.useForDeployment(digest, request.id());
                    case RUN -> store.useForRun(digest, request.id());
                };
        ApiKeyStore.Use good = use.orElseThrow(AuthenticationFailedException::new);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal("api key"))
                .addAttribute(Caller.USER, good.user())
                .addAttribute(Invocations.TRIGGER, Trigger.API_KEY)
                .addAttribute(OUT_OF_SCOPE, !good.isForIt())
                .build();
    }
}
