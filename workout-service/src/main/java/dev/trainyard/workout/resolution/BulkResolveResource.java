package dev.trainyard.workout.resolution;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the question what many names stand for. */
@Path("/api/v1/exercises:resolve")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise resolution")
public class BulkResolveResource {

    private final Caller caller;
    private final ResolutionService resolutions;

    BulkResolveResource(Caller caller, ResolutionService resolutions) {
        this.caller = caller;
        this.resolutions = resolutions;
    }

    @POST
    @Operation(
            summary = "What up to 1000 names stand for",
            description = "By one query at most. Without candidates; ask for a name by itself to get those.")
    @APIResponse(responseCode = "200", description = "What each stands for, in their order")
    @APIResponse(responseCode = "400", description = "invalid-input: none, too many, or some that are no names")
    public ResolvedNames resolve(@NotNull @Valid NamesDraft draft) {
        return resolutions.resolveAll(caller.id(), draft.usable());
    }
}
