package dev.trainyard.training.activity;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of recording many activities at once. */
@Path("/api/v1/activities:batch")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activities")
class ActivityBatchResource {

    private final Caller caller;
    private final ActivityBatchStore batches;

    ActivityBatchResource(Caller caller, ActivityBatchStore batches) {
        this.caller = caller;
        this.batches = batches;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Record up to 5,000 activities",
            description =
                    "One statement, one commit: all or nothing. What the caller has already, by its externalId, stays as it is.")
    @APIResponse(
            responseCode = "201",
            description = "The ids, in the order of the request",
            content = @Content(schema = @Schema(implementation = RecordedBatch.class)))
    @APIResponse(
            responseCode = "200",
            description = "The ids, all of which were there already",
            content = @Content(schema = @Schema(implementation = RecordedBatch.class)))
    @APIResponse(responseCode = "400", description = "invalid-input: nothing is recorded")
    @APIResponse(responseCode = "413", description = "body-too-large: more than 8 MiB")
    public RestResponse<RecordedBatch> record(@NotNull @Valid ActivityBatch batch) {
        RecordedBatch recorded = batches.add(caller.id(), batch.checked());
        return ResponseBuilder.create(recorded.created() > 0 ? Status.CREATED : Status.OK, recorded)
                .build();
    }
}
