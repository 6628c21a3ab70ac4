package dev.trainyard.workout.exercise;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a user's exercises, which come to be by being used. */
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
}
