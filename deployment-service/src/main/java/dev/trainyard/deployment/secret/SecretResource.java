package dev.trainyard.deployment.secret;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of secrets. No way leads from here to a value. */
@Path("/api/v1/secrets")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Secrets", description = "What calls of workflows may use by name, encrypted, and never shown again")
class SecretResource {

    private static final String NOUN = "secret";

    private final Caller caller;
    private final Secrets secrets;
    private final SecretStore store;

    SecretResource(Caller caller, Secrets secrets, SecretStore store) {
        this.caller = caller;
        this.secrets = secrets;
        this.store = store;
    }

    @GET
    @Operation(summary = "List the caller's secrets by name, without their values")
    public Page<SecretView> list(@BeanParam PageQuery page) {
        return store.list(caller.id(), page);
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Tell whether there is a secret, and since when, without its value")
    @APIResponseSchema(value = SecretView.class, responseDescription = "There is")
    @APIResponse(responseCode = "404", description = "not-found")
    public SecretView read(String name) {
        return store.view(caller.id(), SecretRules.named(name)).orElseThrow(() -> Problem.notFound(NOUN));
    }

    @PUT
    @Path("/{name}")
    @Operation(
            summary = "Keep a secret, over the one that may be there",
            description = "Calls that begin from now on use it, of versions that are deployed already as well.")
    @APIResponse(
            responseCode = "200",
            description = "Kept over another one",
            content = @Content(schema = @Schema(implementation = SecretView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Kept",
            content = @Content(schema = @Schema(implementation = SecretView.class)))
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "409", description = "too-many-secrets")
    public RestResponse<SecretView> put(String name, @NotNull @Valid SecretDraft draft) {
        SecretStore.Kept kept = secrets.put(caller.id(), SecretRules.named(name), draft.value());
        return ResponseBuilder.create(kept.isNew() ? Status.CREATED : Status.OK, kept.secret())
                .location(URI.create("/api/v1/secrets/" + name))
                .build();
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Forget a secret", description = "Calls that use it fail from now on.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "not-found")
    public void delete(String name) {
        if (!store.delete(caller.id(), SecretRules.named(name))) {
            throw Problem.notFound(NOUN);
        }
    }
}
