package dev.trainyard.workout.link;

import dev.trainyard.kit.idempotency.Idempotent;
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
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of unlinking many exercises at once. */
@Path("/api/v1/exercise-links:unlink")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise links")
public class UnlinkResource {

    private final Caller caller;
    private final LinkService links;

    UnlinkResource(Caller caller, LinkService links) {
        this.caller = caller;
        this.links = links;
    }

    @POST
    @Idempotent
    @Operation(summary = "Unlink some of the caller's exercises, or all")
    @APIResponse(responseCode = "200", description = "How many were linked")
    @APIResponse(responseCode = "400", description = "invalid-input: neither some nor all, or both")
    public RestResponse<UnlinkView> unlink(@NotNull @Valid UnlinkDraft draft) {
        return RestResponse.ok(links.unlink(caller.id(), draft));
    }
}
