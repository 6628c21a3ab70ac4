package dev.trainyard.workout.performance;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of what was done the last time. */
@Path("/api/v1/exercises/{id}/latest")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercises")
public class LatestPerformanceResource {

    private final Caller caller;
    private final PerformanceStore performances;
    private final ExerciseStore exercises;

    LatestPerformanceResource(Caller caller, PerformanceStore performances, ExerciseStore exercises) {
        this.caller = caller;
        this.performances = performances;
        this.exercises = exercises;
    }

    @GET
    @Operation(summary = "The sets of an exercise in the last workout that has some")
    @APIResponse(responseCode = "200", description = "What was done")
    @APIResponse(responseCode = "204", description = "It was never done")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public RestResponse<LatestPerformance> latest(UUID id) {
        Optional<LatestPerformance> latest = performances.latest(caller.id(), id);
        if (latest.isEmpty()
                && exercises
                        .find(caller.id(), ExerciseReference.of(id.toString()))
                        .isEmpty()) {
            throw Problem.notFound("exercise");
        }
        return latest.map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }
}
