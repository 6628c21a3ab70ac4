package dev.trainyard.deployment.apikey;

import dev.trainyard.deployment.apikey.ApiKeyRequest.Purpose;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a key for a token where a key may be used: to invoke a deployment, and to follow or cancel a run. Anywhere else the
 * header says nothing.
 */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    static final String HEADER = "X-Api-Key";

    private static final String ID = "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})";
    private static final Pattern INVOKE = Pattern.compile("/api/v1/deployments/" + ID + "/invoke");
    private static final Pattern CANCEL = Pattern.compile("/api/v1/invocations/" + ID + "/cancel");
    private static final Pattern FOLLOW = Pattern.compile("/api/v1/invocations/" + ID + "(?:/steps|/tail)?");

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager providers) {
        HttpServerRequest request = exchange.request();
        List<String> keys = request.headers().getAll(HEADER);
        if (keys.isEmpty() || request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            return Uni.createFrom().nullItem();
        }
        return asked(request, String.join(",", keys))
                .map(asked -> providers.authenticate(HttpSecurityUtils.setRoutingContextAttribute(asked, exchange)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static Optional<ApiKeyRequest> asked(HttpServerRequest request, String key) {
        return switch (request.method().name()) {
            case "POST" ->
                id(INVOKE, request)
                        .map(id -> new ApiKeyRequest(key, Purpose.DEPLOYMENT, id))
                        .or(() -> id(CANCEL, request).map(id -> new ApiKeyRequest(key, Purpose.RUN, id)));
            case "GET" -> id(FOLLOW, request).map(id -> new ApiKeyRequest(key, Purpose.RUN, id));
            default -> Optional.empty();
        };
    }

    private static Optional<UUID> id(Pattern path, HttpServerRequest request) {
        Matcher matcher = path.matcher(request.path());
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ApiKeyRequest.class);
    }
}
