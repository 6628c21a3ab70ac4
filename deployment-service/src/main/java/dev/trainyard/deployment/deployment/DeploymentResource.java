package dev.trainyard.deployment.deployment;

import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of deployments: wire types in, wire types out, no rules. */
@Path("/api/v1/deployments")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments", description = "Workflows that are live")
class DeploymentResource {

    private final Caller caller;
    private final DeploymentService deployments;

    DeploymentResource(Caller caller, DeploymentService deployments) {
        this.caller = caller;
        this.deployments = deployments;
    }

    /** For the OpenAPI document: a page of whole deployments. */
    record DeploymentPage(List<DeploymentView> items, String next) {}

    @POST
    @Idempotent
    @Operation(
            summary = "Deploy a workflow as it is now",
            description = "That becomes version 1, and is active at once.")
    @APIResponseSchema(value = DeploymentView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "404", description = "not-found: there is no such workflow")
    @APIResponse(
            responseCode = "409",
            description = "name-taken: another deployment has this name, existingId; draft-invalid: violations say why")
    public RestResponse<DeploymentView> create(@NotNull @Valid DeploymentDraft draft) {
        DeploymentView deployment = deployments.create(caller.id(), draft);
        return ResponseBuilder.create(RestResponse.Status.CREATED, deployment)
                .location(URI.create("/api/v1/deployments/" + deployment.id()))
                .tag(IfMatch.tag(deployment.revision()))
                .build();
    }

    @GET
    @Operation(
            summary = "List deployments, newest first",
            description = "With fields items have these columns and nothing else, which costs less.")
    @APIResponseSchema(value = DeploymentPage.class, responseDescription = "A page of deployments")
    public Page<?> list(@BeanParam DeploymentFilter filter, @BeanParam ListQuery query, @BeanParam PageQuery page) {
        return deployments.list(caller.id(), filter, query, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a deployment")
    public RestResponse<DeploymentView> read(UUID id) {
        return tagged(deployments.read(caller.id(), id));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change name and settings",
            description = "What is absent stays; a setting that is null has its default again.")
    @APIResponseSchema(value = DeploymentView.class, responseDescription = "Changed")
    @APIResponse(responseCode = "409", description = "name-taken: another deployment has this name, existingId")
    @APIResponse(responseCode = "412", description = "It changed since it was read")
    @APIResponse(responseCode = "428", description = "There is no If-Match")
    public RestResponse<DeploymentView> change(
            UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid DeploymentPatch patch) {
        return tagged(deployments.change(caller.id(), id, new IfMatch(ifMatch), patch));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a deployment, its versions and what it still runs")
    public void delete(UUID id, @HeaderParam("If-Match") String ifMatch) {
        deployments.delete(caller.id(), id, new IfMatch(ifMatch));
    }

    @POST
    @Path("/{id}/pause")
    @Operation(summary = "Take no more invocations", description = "What runs already runs on.")
    public RestResponse<DeploymentView> pause(UUID id) {
        return tagged(deployments.pause(caller.id(), id));
    }

    @POST
    @Path("/{id}/resume")
    @Operation(summary = "Take invocations again", description = "Whoever paused it.")
    public RestResponse<DeploymentView> resume(UUID id) {
        return tagged(deployments.resume(caller.id(), id));
    }

    static RestResponse<DeploymentView> tagged(DeploymentView deployment) {
        return ResponseBuilder.ok(deployment)
                .tag(IfMatch.tag(deployment.revision()))
                .build();
    }
}
