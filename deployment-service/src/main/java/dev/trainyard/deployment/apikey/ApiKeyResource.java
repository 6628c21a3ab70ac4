package dev.trainyard.deployment.apikey;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * HTTP surface of API keys. Making one is not idempotent by key, since the answer would be remembered as it is, and the
 * secret with it.
 */
@Path("/api/v1/api-keys")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys", description = "Keys by which others invoke deployments")
class ApiKeyResource {

    private final Caller caller;
    private final ApiKeys keys;
    private final ApiKeyStore store;

    ApiKeyResource(Caller caller, ApiKeys keys, ApiKeyStore store) {
        this.caller = caller;
        this.keys = keys;
        this.store = store;
    }

    @POST
    @Operation(summary = "Make an API key", description = "The key is shown in this answer and never again.")
    @APIResponseSchema(value = NewApiKey.class, responseCode = "201", responseDescription = "The key")
    @APIResponse(responseCode = "400", description = "invalid-input: also when a deployment is not the caller's")
    public RestResponse<NewApiKey> create(@NotNull @Valid ApiKeyDraft draft) {
        NewApiKey made = keys.create(caller.id(), draft);
        return ResponseBuilder.create(RestResponse.Status.CREATED, made)
                .location(URI.create("/api/v1/api-keys/" + made.apiKey().id()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Operation(summary = "List API keys, newest first")
    public Page<ApiKeyView> list(@BeanParam PageQuery page) {
        return store.list(caller.id(), page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read an API key, without the key")
    public ApiKeyView read(UUID id) {
        return store.find(caller.id(), id).orElseThrow(ApiKeyResource::absent);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke an API key", description = "From the next request on it is good for nothing.")
    public void delete(UUID id) {
        if (!store.delete(caller.id(), id)) {
            throw absent();
        }
    }

    private static Problem absent() {
        return Problem.notFound("API key");
    }
}
