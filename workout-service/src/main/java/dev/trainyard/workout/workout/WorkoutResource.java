package dev.trainyard.workout.workout;

import dev.trainyard.kit.idempotency.Idempotent;
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
import jakarta.ws.rs.PATCH;
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
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of workouts. */
@Path("/api/v1/workouts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Workouts")
public class WorkoutResource {

    private final Caller caller;
    private final WorkoutService workouts;
    private final WorkoutStore store;

    WorkoutResource(Caller caller, WorkoutService workouts, WorkoutStore store) {
        this.caller = caller;
        this.workouts = workouts;
        this.store = store;
    }

    @POST
    @Idempotent
    @Operation(summary = "Start a workout")
    @APIResponseSchema(value = WorkoutView.class, responseCode = "201", responseDescription = "The active workout")
    @APIResponse(responseCode = "200", description = "The workout that was started before under this id")
    @APIResponse(responseCode = "409", description = "workout-active: activeWorkoutId names it")
    public RestResponse<WorkoutView> start(@NotNull @Valid WorkoutDraft draft) {
        WorkoutService.Started started = workouts.start(caller.id(), draft);
        return ResponseBuilder.create(started.isNew() ? Status.CREATED : Status.OK, started.workout())
                .location(URI.create("/api/v1/workouts/" + started.workout().id()))
                .build();
    }

    @GET
    @Operation(summary = "The caller's workouts, newest first")
    public Page<WorkoutSummary> list(@BeanParam PageQuery page) {
        return store.list(caller.id(), page);
    }

    @GET
    @Path("/active")
    @Operation(summary = "The active workout with its sets")
    @APIResponse(responseCode = "200", description = "The active workout")
    @APIResponse(responseCode = "204", description = "There is none")
    public RestResponse<WorkoutView> active() {
        return store.findActive(caller.id()).map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A workout with its sets")
    public WorkoutView read(UUID id) {
        return workouts.read(caller.id(), id);
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change a workout's name, notes or times", description = "Absent fields stay.")
    @APIResponse(responseCode = "200", description = "The workout as it is now")
    @APIResponse(responseCode = "409", description = "workout-active: an active workout is finished, not changed to be")
    public WorkoutView change(UUID id, @NotNull @Valid WorkoutPatch patch) {
        return workouts.change(caller.id(), id, patch);
    }

    @POST
    @Path("/{id}/finish")
    // The body may be absent, and then so is its type.
    @Consumes(MediaType.WILDCARD)
    @Idempotent
    @Operation(summary = "Finish the active workout")
    @APIResponse(responseCode = "200", description = "The finished workout")
    @APIResponse(responseCode = "409", description = "workout-finished")
    public RestResponse<WorkoutView> finish(UUID id, @Valid WorkoutFinish finish) {
        return RestResponse.ok(workouts.finish(caller.id(), id, finish == null ? null : finish.finishedAt()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a workout with its sets", description = "Records that its sets held go back.")
    public void delete(UUID id) {
        workouts.delete(caller.id(), id);
    }
}
