package dev.trainyard.training.load;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a user's gaps. */
@Path("/api/v1/load/gaps")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Load")
class GapResource {

    private final Caller caller;
    private final GapStore gaps;

    GapResource(Caller caller, GapStore gaps) {
        this.caller = caller;
        this.gaps = gaps;
    }

    @GET
    @Operation(summary = "The caller's gaps, oldest first")
    @APIResponse(responseCode = "200", description = "All of them")
    public Gaps read() {
        return gaps.list(caller.id());
    }

    @PUT
    @Operation(
            summary = "Say of which days nothing is known",
            description = "Replaces all gaps. A day without an activity is a rest day unless it is in one; an activity"
                    + " counts wherever it is. Figures follow at once.")
    @APIResponse(responseCode = "200", description = "The gaps as they are now, oldest first")
    @APIResponse(responseCode = "400", description = "invalid-input: also when two gaps share a day")
    public Gaps replace(@NotNull @Valid Gaps given) {
        Gaps checked = given.checked();
        gaps.replace(caller.id(), checked);
        return checked;
    }
}
