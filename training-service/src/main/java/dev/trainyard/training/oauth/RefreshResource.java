package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.training.token.StoredToken;
import dev.trainyard.training.tokenaudit.CallingActor;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of tokens that are kept fresh. */
@Path("/api/v1/tokens/{provider}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Providers")
public class RefreshResource {

    private final Caller caller;
    private final CallingActor actor;
    private final Providers providers;
    private final Refreshes refreshes;

    RefreshResource(Caller caller, CallingActor actor, Providers providers, Refreshes refreshes) {
        this.caller = caller;
        this.actor = actor;
        this.providers = providers;
        this.refreshes = refreshes;
    }

    @GET
    @Path("/access-token")
    @Operation(
            summary = "An access token to call the provider with",
            description =
                    "Refreshed before if it ends soon. When that does not work, the one that there is, as long as it"
                            + " is good for another minute.")
    @APIResponse(responseCode = "200", description = "The access token; not to be stored by caches")
    @APIResponse(responseCode = "404", description = "not-found: no such provider, or it is not connected")
    @APIResponse(
            responseCode = "409",
            description = "reauthorization-required or not-refreshable: connect it again; token-unreadable")
    @APIResponse(responseCode = "502", description = "provider-refused")
    @APIResponse(
            responseCode = "503",
            description = "provider-unavailable, provider-busy, refresh-in-progress or not-configured")
    public RestResponse<AccessToken> usable(String provider) {
        return unstored(refreshes.usable(caller.id(), providers.require(provider), actor.current()));
    }

    @POST
    @Path("/refresh")
    // There is no body, and so no type of one.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Refresh the token",
            description =
                    "If it ends soon; with force=true in any case but within a minute of the last change, for an"
                            + " access token that the provider does not take any more. Of many at once one asks the provider, and all get what it got.")
    @APIResponse(responseCode = "200", description = "The access token; not to be stored by caches")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "not-found: no such provider, or it is not connected")
    @APIResponse(
            responseCode = "409",
            description = "reauthorization-required or not-refreshable: connect it again; token-unreadable")
    @APIResponse(responseCode = "502", description = "provider-refused")
    @APIResponse(
            responseCode = "503",
            description = "provider-unavailable, provider-busy, refresh-in-progress or not-configured")
    public RestResponse<AccessToken> refresh(
            String provider, @QueryParam("force") @Parameter(description = "true, or false when unsaid") String force) {
        return unstored(
                refreshes.refreshed(caller.id(), providers.require(provider), isForced(force), actor.current()));
    }

    private static boolean isForced(String force) {
        if (force != null && !force.equals("true") && !force.equals("false")) {
            throw Problem.invalid(Violation.inQuery("force", "must be true or false"));
        }
        return "true".equals(force);
    }

    private static RestResponse<AccessToken> unstored(StoredToken token) {
        return ResponseBuilder.ok(AccessToken.of(token))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
