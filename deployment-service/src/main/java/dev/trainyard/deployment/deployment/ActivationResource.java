package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.idempotency.Idempotent;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of which versions of a deployment get invocations. */
@Path("/api/v1/deployments/{id}")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
class ActivationResource {

    private static final String CHANGED = "active-version-changed: another version is active, activeVersion";

    private final Caller caller;
    private final ActivationService activations;

    ActivationResource(Caller caller, ActivationService activations) {
        this.caller = caller;
        this.activations = activations;
    }

    @POST
    @Path("/promote")
    @Idempotent
    @Operation(
            summary = "Make a version active",
            description = "Any canary ends. The active version may be promoted again.")
    @APIResponseSchema(value = DeploymentView.class, responseDescription = "The version is active")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deployment or version")
    @APIResponse(responseCode = "409", description = CHANGED)
    public RestResponse<DeploymentView> promote(UUID id, @NotNull @Valid PromotionDraft draft) {
        return DeploymentResource.tagged(activations.promote(caller.id(), id, draft));
    }

    @POST
    @Path("/rollback")
    @Idempotent
    @Operation(
            summary = "Make the version active that was so before",
            description = "Again, the one before that; never forth. Any canary ends.")
    @APIResponseSchema(value = DeploymentView.class, responseDescription = "The version before is active")
    @APIResponse(responseCode = "409", description = CHANGED + "; nothing-to-roll-back-to: none was active before")
    public RestResponse<DeploymentView> rollBack(UUID id, @NotNull @Valid RollbackDraft draft) {
        return DeploymentResource.tagged(activations.rollBack(caller.id(), id, draft));
    }

    @GET
    @Path("/activations")
    @Operation(summary = "List what was active when and why, newest first")
    public Page<ActivationView> list(UUID id, @BeanParam PageQuery page) {
        return activations.list(caller.id(), id, page);
    }

    @PUT
    @Path("/canary")
    @Operation(
            summary = "Let a version have a share of the invocations",
            description =
                    "It ends by itself when at least ten of its runs ended and too many failed. Promote it to keep it.")
    @APIResponseSchema(value = DeploymentView.class, responseDescription = "The version is the canary")
    @APIResponse(responseCode = "404", description = "not-found: there is no such deployment or version")
    @APIResponse(responseCode = "409", description = "version-active: it is the active version")
    public RestResponse<DeploymentView> setCanary(UUID id, @NotNull @Valid CanaryDraft draft) {
        return DeploymentResource.tagged(activations.setCanary(caller.id(), id, draft));
    }

    @DELETE
    @Path("/canary")
    @Operation(summary = "End the canary")
    public void stopCanary(UUID id) {
        activations.stopCanary(caller.id(), id);
    }
}
