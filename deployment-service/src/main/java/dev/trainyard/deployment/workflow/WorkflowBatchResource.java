package dev.trainyard.deployment.workflow;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of creating many workflows at once. */
@Path("/api/v1/workflows:batch")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows")
class WorkflowBatchResource {

    private final Caller caller;
    private final WorkflowService workflows;

    WorkflowBatchResource(Caller caller, WorkflowService workflows) {
        this.caller = caller;
        this.workflows = workflows;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Create up to 1,000 workflows",
            description =
                    "One transaction: all or nothing. The answer is in the order of the request, without definitions.")
    @APIResponseSchema(
            value = WorkflowBatch.Created.class,
            responseCode = "201",
            responseDescription = "Created, all of them")
    @APIResponse(responseCode = "400", description = "invalid-input: nothing is created")
    @APIResponse(responseCode = "409", description = "name-taken: pointer, existingId; nothing is created")
    @APIResponse(responseCode = "413", description = "body-too-large: more than 8 MiB")
    public RestResponse<WorkflowBatch.Created> create(@NotNull @Valid WorkflowBatch batch) {
        var created = new WorkflowBatch.Created(workflows.createAll(caller.id(), batch.workflows()));
        return ResponseBuilder.create(Status.CREATED, created).build();
    }
}
