package dev.trainyard.training.token;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.training.tokenaudit.CallingActor;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * HTTP surface of the caller's tokens at providers. A draft is validated by the vault and not on its way in, so that the
 * audit tells of what was refused.
 */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Tokens", description = "OAuth tokens of the user at providers, encrypted, each use of them audited")
public class TokenResource {

    private static final String NOUN = "token";

    private final Caller caller;
    private final CallingActor actor;
    private final TokenVault vault;
    private final TokenStore tokens;

    TokenResource(Caller caller, CallingActor actor, TokenVault vault, TokenStore tokens) {
        this.caller = caller;
        this.actor = actor;
        this.vault = vault;
        this.tokens = tokens;
    }

    @GET
    @Operation(summary = "The caller's tokens by provider, without their secrets")
    @APIResponse(responseCode = "200", description = "A page of tokens; state is valid, expired or unreadable")
    public Page<TokenView> list(@BeanParam PageQuery page) {
        return tokens.list(caller.id(), page);
    }

    @PUT
    @Path("/{provider}")
    @Operation(summary = "Save the token of a provider, over the one that may be there")
    @APIResponse(
            responseCode = "200",
            description = "Saved over another one",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Saved",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "400", description = "invalid-input")
    public RestResponse<TokenView> save(String provider, @NotNull TokenDraft token) {
        SavedToken saved = vault.save(caller.id(), named(provider), token, actor.current());
        TokenView view = new TokenView(
                provider, TokenView.State.of(token.expiresAt()), token.expiresAt(), token.scopes(), saved.savedAt());
        return ResponseBuilder.create(saved.isNew() ? Status.CREATED : Status.OK, view)
                .location(URI.create("/api/v1/tokens/" + provider))
                .build();
    }

    @GET
    @Path("/{provider}")
    @Operation(summary = "Load the token of a provider, with its secrets")
    @APIResponse(responseCode = "200", description = "The token; not to be stored by caches")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "token-unreadable: no key of the installation decrypts it")
    public RestResponse<TokenSecrets> load(String provider) {
        StoredToken token =
                vault.load(caller.id(), named(provider), actor.current()).orElseThrow(() -> Problem.notFound(NOUN));
        return ResponseBuilder.ok(TokenSecrets.of(token))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/{provider}")
    @Operation(summary = "Forget the token of a provider")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "not-found")
    public void delete(String provider) {
        if (!vault.delete(caller.id(), named(provider), actor.current())) {
            throw Problem.notFound(NOUN);
        }
    }

    private static String named(String provider) {
        if (!provider.matches(TokenReference.PROVIDER)) {
            throw Problem.invalid(new Violation("path", "provider", TokenReference.PROVIDER_RULE));
        }
        return provider;
    }
}
