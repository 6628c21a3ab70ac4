package dev.trainyard.workout.exercise;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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

/** HTTP surface of a user's exercises, which come to be by being used or are made ahead. */
@Path("/api/v1/exercises")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercises")
public class ExerciseResource {

    private final Caller caller;
    private final ExerciseStore exercises;

    ExerciseResource(Caller caller, ExerciseStore exercises) {
        this.caller = caller;
        this.exercises = exercises;
    }

    @GET
    @Operation(summary = "The exercises that the caller has used, by name")
    public Page<ExerciseView> list(@BeanParam PageQuery page) {
        return exercises.list(caller.id(), page);
    }

    @POST
    @Idempotent
    @Operation(summary = "Make an exercise ahead of its first set")
    @APIResponseSchema(value = ExerciseView.class, responseCode = "201", responseDescription = "The exercise")
    @APIResponse(responseCode = "409", description = "name-taken")
    public RestResponse<ExerciseView> create(@NotNull @Valid ExerciseDraft draft) {
        ExerciseView made = exercises.make(caller.id(), draft.usableName());
        return ResponseBuilder.create(Status.CREATED, made)
                .location(URI.create("/api/v1/exercises/" + made.id()))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "An exercise of the caller's")
    @APIResponse(responseCode = "200", description = "The exercise")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public ExerciseView read(UUID id) {
        return exercises
                .find(caller.id(), ExerciseReference.of(id.toString()))
                .orElseThrow(() -> Problem.notFound("exercise"));
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Rename an exercise", description = "Its sets and records stay with it.")
    @APIResponse(responseCode = "200", description = "The exercise")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    @APIResponse(responseCode = "409", description = "name-taken: another exercise of the caller's has the name")
    public ExerciseView rename(UUID id, @NotNull @Valid ExerciseDraft draft) {
        return exercises.rename(caller.id(), id, draft.usableName());
    }
}
