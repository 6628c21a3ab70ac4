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

/** HTTP surface of linking many exercises at once. */
@Path("/api/v1/exercise-links:bulk")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise links")
public class BulkLinkResource {

    private final Caller caller;
    private final LinkService links;

    BulkLinkResource(Caller caller, LinkService links) {
        this.caller = caller;
        this.links = links;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Take all suggestions that are at least so similar",
            description = "Of each exercise that stands for nothing the likeliest; up to 500 exercises at once.")
    @APIResponse(responseCode = "200", description = "Which were linked, or would be")
    @APIResponse(responseCode = "400", description = "invalid-input: minScore is no number from 0.3 to 1")
    public RestResponse<BulkLinkView> link(@NotNull @Valid BulkLinkDraft draft) {
        return RestResponse.ok(links.linkSuggestions(caller.id(), draft));
    }
}
