package dev.trainyard.training.oauth;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.training.tokenaudit.CallingActor;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * HTTP surface of connecting a provider. Not idempotent by key: an answer would be remembered as it is, and the state in it
 * as well.
 */
@Path("/api/v1/tokens/{provider}/authorization")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Providers")
public class AuthorizationResource {

    private final Caller caller;
    private final CallingActor actor;
    private final Providers providers;
    private final Authorizations authorizations;

    AuthorizationResource(Caller caller, CallingActor actor, Providers providers, Authorizations authorizations) {
        this.caller = caller;
        this.actor = actor;
        this.providers = providers;
        this.authorizations = authorizations;
    }

    @POST
    @Operation(
            summary = "Begin to connect a provider",
            description =
                    "Send the user to authorizationUrl. The provider sends the user back to redirectUri, with a state"
                            + " and a code.")
    @APIResponse(responseCode = "200", description = "Where to send the user, and until when it is good")
    @APIResponse(responseCode = "400", description = "invalid-input: not a redirectUri of this installation")
    @APIResponse(responseCode = "404", description = "not-found: there is no such provider")
    @APIResponse(responseCode = "503", description = "not-configured: the installation has no client of this provider")
    public RestResponse<AuthorizationView> begin(String provider, @NotNull @Valid AuthorizationDraft draft) {
        return unstored(authorizations.begin(caller.id(), providers.require(provider), draft.redirectUri()));
    }

    @POST
    @Path("/callback")
    @Operation(
            summary = "Finish connecting a provider",
            description =
                    "Sent by the page that the provider sent the user back to, with what stands in its address. The"
                            + " token is kept in the vault, over the one that may be there.")
    @APIResponse(responseCode = "200", description = "The provider is connected")
    @APIResponse(
            responseCode = "400",
            description = "unknown-state: never given to this user, used, or older than ten minutes; code-refused")
    @APIResponse(responseCode = "404", description = "not-found: there is no such provider")
    @APIResponse(responseCode = "502", description = "provider-refused: the provider does not take our request")
    @APIResponse(responseCode = "503", description = "provider-unavailable, provider-busy, or not-configured")
    public RestResponse<ProviderView> finish(String provider, @NotNull @Valid CallbackDraft draft) {
        return unstored(authorizations.finish(caller.id(), providers.require(provider), draft, actor.current()));
    }

    private static <T> RestResponse<T> unstored(T body) {
        return ResponseBuilder.ok(body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
