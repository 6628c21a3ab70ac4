package dev.trainyard.training.activityload;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of how an activity's loads came about. */
@Path("/api/v1/activities")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activities")
class LoadExplanationResource {

    private final Caller caller;
    private final LoadInputStore inputs;

    LoadExplanationResource(Caller caller, LoadInputStore inputs) {
        this.caller = caller;
        this.inputs = inputs;
    }

    @GET
    @Path("/{id}/load/explain")
    @Operation(
            summary = "How the loads of an activity came about",
            description = "The inputs, constants and steps of each, computed anew; or which input is missing.")
    @APIResponse(responseCode = "200", description = "Each load with the way to it")
    @APIResponse(responseCode = "404", description = "No such activity of the caller's")
    public ActivityLoadExplanation explain(UUID id) {
        return inputs.find(caller.id(), id)
                .map(input -> ActivityLoadExplanation.of(id, input))
                .orElseThrow(() -> Problem.notFound("activity"));
    }
}
