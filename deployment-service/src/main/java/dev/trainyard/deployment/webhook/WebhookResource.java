package dev.trainyard.deployment.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
 * HTTP surface of a deployment's webhooks. What shows a secret is not idempotent by key, since the answer would be
 * remembered as it is, and the secret with it.
 */
@Path("/api/v1/deployments/{deployment}/webhooks")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks", description = "Addresses at which others begin runs")
class WebhookResource {

    private final Caller caller;
    private final Webhooks webhooks;
    private final WebhookStore store;

    WebhookResource(Caller caller, Webhooks webhooks, WebhookStore store) {
        this.caller = caller;
        this.webhooks = webhooks;
        this.store = store;
    }

    @POST
    @Operation(summary = "Make a webhook", description = "The secret is shown in this answer and never again.")
    @APIResponseSchema(value = NewWebhook.class, responseCode = "201", responseDescription = "Its path and secret")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "not-found: the deployment")
    public RestResponse<NewWebhook> create(
            @PathParam("deployment") UUID deployment, @NotNull @Valid WebhookDraft draft) {
        NewWebhook made = webhooks.create(caller.id(), deployment, draft.name());
        return ResponseBuilder.create(RestResponse.Status.CREATED, made)
                .location(URI.create("/api/v1/deployments/" + deployment + "/webhooks/" + made.id()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Operation(summary = "List the webhooks of a deployment")
    public Page<WebhookView> list(@PathParam("deployment") UUID deployment, @BeanParam PageQuery page) {
        return store.list(caller.id(), deployment, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a webhook, without its secret")
    public WebhookView read(@PathParam("deployment") UUID deployment, UUID id) {
        return store.find(caller.id(), deployment, id).orElseThrow(WebhookResource::absent);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a webhook", description = "Its path is then like any that never was.")
    public void delete(@PathParam("deployment") UUID deployment, UUID id) {
        if (!store.delete(caller.id(), deployment, id)) {
            throw absent();
        }
    }

    @POST
    @Path("/{id}/secret")
    // There is no body, and so no type of one.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Replace the secret of a webhook",
            description = "The new one is shown in this answer and never again; the old one is good for nothing.")
    @APIResponse(responseCode = "200", description = "The new secret")
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<NewWebhook> rotate(@PathParam("deployment") UUID deployment, UUID id) {
        return ResponseBuilder.ok(webhooks.rotate(caller.id(), deployment, id))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Problem absent() {
        return Problem.notFound("webhook");
    }
}
