package dev.trainyard.workout.set;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of the sets of a workout. */
@Path("/api/v1/workouts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Sets")
public class SetResource {

    private final Caller caller;
    private final SetService sets;
    private final SetLog log;

    SetResource(Caller caller, SetService sets, SetLog log) {
        this.caller = caller;
        this.sets = sets;
        this.log = log;
    }

    @POST
    @Path("/{workoutId}/sets")
    @Idempotent
    @Operation(summary = "Log a set", description = "One statement, one commit. Answers with the records it made.")
    @APIResponseSchema(
            value = AddedSet.class,
            responseCode = "201",
            responseDescription = "The set and the records it made")
    @APIResponse(responseCode = "200", description = "The set, whose id the workout knew already")
    @APIResponse(responseCode = "404", description = "No such workout, or exercise id, of the caller's")
    @APIResponse(responseCode = "409", description = "workout-finished, workout-full (1000 sets), or set-elsewhere")
    public RestResponse<AddedSet> add(UUID workoutId, @NotNull @Valid SetDraft draft) {
        SetLog.Logged logged = log.add(caller.id(), workoutId, draft.checked(""));
        return ResponseBuilder.create(logged.isNew() ? Status.CREATED : Status.OK, logged.set())
                // As text: a URI would be made absolute, parsed, and made relative again, at 3 % of the whole request.
                .header(
                        HttpHeaders.LOCATION,
                        "/api/v1/workouts/" + workoutId + "/sets/"
                                + logged.set().set().id())
                .build();
    }

    @PATCH
    @Path("/{workoutId}/sets/{id}")
    @Operation(summary = "Change a set", description = "Absent fields stay. Records are put right.")
    public SetView change(UUID workoutId, UUID id, @NotNull @Valid SetPatch patch) {
        return sets.change(caller.id(), workoutId, id, patch);
    }

    @POST
    @Path("/{workoutId}/sets/{id}/move")
    @Operation(
            summary = "Move a set within its workout, or to another one",
            description = "The sets of that workout are numbered anew, from 1. Records are put right.")
    @APIResponse(responseCode = "200", description = "The set where it is now")
    @APIResponse(responseCode = "404", description = "No such set, or workout, of the caller's")
    @APIResponse(responseCode = "409", description = "workout-full (1000 sets)")
    public SetView move(UUID workoutId, UUID id, @NotNull @Valid SetMove move) {
        return sets.move(caller.id(), workoutId, id, move);
    }

    @DELETE
    @Path("/{workoutId}/sets/{id}")
    @Operation(summary = "Remove a set", description = "Records that it held go back to whoever held them before.")
    public void delete(UUID workoutId, UUID id) {
        sets.delete(caller.id(), workoutId, id);
    }
}
