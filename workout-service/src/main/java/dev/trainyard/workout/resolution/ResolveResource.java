package dev.trainyard.workout.resolution;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.workout.exercise.ExerciseName;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the question what a name stands for. */
@Path("/api/v1/exercises/resolve")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise resolution")
public class ResolveResource {

    private final Caller caller;
    private final ResolutionService resolutions;

    ResolveResource(Caller caller, ResolutionService resolutions) {
        this.caller = caller;
        this.resolutions = resolutions;
    }

    @GET
    @Operation(
            summary = "What a name stands for, and why",
            description = "A link, a name or an alias decides. Similarity only suggests, with a score.")
    @APIResponse(responseCode = "200", description = "What it stands for, which may be nothing")
    @APIResponse(responseCode = "400", description = "invalid-input: no name")
    public ResolvedName resolve(
            @QueryParam("name") @Parameter(required = true, example = "OHP", description = "In whatever case")
                    String name) {
        String normal = name == null ? "" : ExerciseName.normal(name);
        if (!ExerciseName.isUsable(normal)) {
            throw Problem.invalid(Violation.inQuery("name", "must be a name of 1 to 120 characters"));
        }
        return resolutions.explain(caller.id(), normal);
    }
}
