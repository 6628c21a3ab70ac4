package dev.trainyard.deployment.deployment;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of what differs between versions. */
@Path("/api/v1/deployments/{id}/diff")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deployments")
class DiffResource {

    private final Caller caller;
    private final VersionService versions;

    DiffResource(Caller caller, VersionService versions) {
        this.caller = caller;
        this.versions = versions;
    }

    @GET
    @Operation(
            summary = "Compare two versions, or one with the draft",
            description =
                    "By what they say: tasks are followed by their names, order of members and white space do not count.")
    @APIResponseSchema(DiffView.class)
    @APIResponse(responseCode = "404", description = "not-found: there is no such deployment or version")
    @APIResponse(responseCode = "409", description = "workflow-deleted: there is no draft any more")
    public DiffView compare(
            UUID id,
            @QueryParam("from") @DefaultValue("active") @Parameter(description = "A version, active or draft")
                    String from,
            @QueryParam("to") @DefaultValue("draft") @Parameter(description = "A version, active or draft") String to) {
        return versions.compare(caller.id(), id, Side.of("from", from), Side.of("to", to));
    }
}
