package dev.trainyard.workout.set;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of what is done to several sets of a workout at once. */
@Path("/api/v1/workouts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Sets")
public class SetBatchResource {

    private final Caller caller;
    private final SetService sets;
    private final SetLog log;

    SetBatchResource(Caller caller, SetService sets, SetLog log) {
        this.caller = caller;
        this.sets = sets;
        this.log = log;
    }

    @POST
    @Path("/{workoutId}/sets:batch")
    @Idempotent
    @Operation(
            summary = "Log up to 500 sets",
            description =
                    "One statement, one commit: all or nothing. Sets whose ids the workout knows are not added again.")
    @APIResponseSchema(
            value = AddedSets.class,
            responseCode = "201",
            responseDescription = "The sets and the records they made")
    @APIResponse(responseCode = "200", description = "The sets, all of which were there already")
    @APIResponse(responseCode = "404", description = "No such workout, or exercise id, of the caller's")
    @APIResponse(responseCode = "409", description = "workout-finished, workout-full (1000 sets), or set-elsewhere")
    public RestResponse<AddedSets> add(UUID workoutId, @NotNull @Valid SetBatch batch) {
        AddedSets logged = log.add(caller.id(), workoutId, batch.checked());
        return ResponseBuilder.create(logged.added() > 0 ? Status.CREATED : Status.OK, logged)
                .build();
    }

    @PUT
    @Path("/{workoutId}/sets:order")
    @Operation(summary = "Put the sets of a workout into another order", description = "They are numbered from 1.")
    @APIResponse(responseCode = "200", description = "The sets in their order")
    @APIResponse(responseCode = "404", description = "No such workout of the caller's")
    public List<SetView> order(UUID workoutId, @NotNull @Valid SetOrder order) {
        return sets.order(caller.id(), workoutId, order.sets());
    }
}
