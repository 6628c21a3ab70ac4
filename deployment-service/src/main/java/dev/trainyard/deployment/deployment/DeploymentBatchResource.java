package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of what is done with many deployments at once. */
@Path("/api/v1")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
class DeploymentBatchResource {

    private static final String ONE_COMMIT = "One commit. Ids that are unknown are told, and stop nothing.";

    private final Caller caller;
    private final DeploymentBatchService batches;
    private final DeploymentSets sets;

    DeploymentBatchResource(Caller caller, DeploymentBatchService batches, DeploymentSets sets) {
        this.caller = caller;
        this.batches = batches;
        this.sets = sets;
    }

    @POST
    @Path("/deployments:batch")
    @Idempotent
    @Operation(
            summary = "Deploy up to 1,000 workflows as they are now",
            description = "One commit. Those that cannot be deployed are told with a code, and stop nothing.")
    @APIResponseSchema(value = CreatedDeployments.class, responseDescription = "Which are there now, and which are not")
    public RestResponse<CreatedDeployments> create(@NotNull @Valid DeploymentBatch batch) {
        return RestResponse.ok(batches.create(caller.id(), batch));
    }

    @POST
    @Path("/deployments:pause")
    @Operation(summary = "Pause up to 1,000 deployments", description = ONE_COMMIT)
    public ChangedDeployments pause(@NotNull @Valid DeploymentIds deployments) {
        return sets.pause(caller.id(), deployments.ids());
    }

    @POST
    @Path("/deployments:resume")
    @Operation(summary = "Resume up to 1,000 deployments", description = ONE_COMMIT)
    public ChangedDeployments resume(@NotNull @Valid DeploymentIds deployments) {
        return sets.resume(caller.id(), deployments.ids());
    }

    @POST
    @Path("/deployments:delete")
    @Operation(summary = "Delete up to 1,000 deployments", description = ONE_COMMIT)
    public ChangedDeployments delete(@NotNull @Valid DeploymentIds deployments) {
        return sets.delete(caller.id(), deployments.ids());
    }
}
