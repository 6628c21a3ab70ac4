package dev.trainyard.training.token;

import dev.trainyard.training.tokenaudit.CallingActor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * HTTP surface of tokens for services that act for users: the one place where a body says whose data is meant. Sending a
 * batch again saves the same again, so there is no key for that.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@RunOnVirtualThread
@Tag(name = "Tokens")
public class TokenBatchResource {

    private final CallingActor actor;
    private final TokenDesk desk;

    TokenBatchResource(CallingActor actor, TokenDesk desk) {
        this.actor = actor;
        this.desk = desk;
    }

    @POST
    @Path("/tokens:batch")
    @Operation(summary = "Save tokens of up to a thousand users (services)", description = "All of them or none.")
    @APIResponse(responseCode = "200", description = "All are saved")
    @APIResponse(responseCode = "400", description = "invalid-input: none is saved")
    @APIResponse(responseCode = "403", description = "forbidden: the caller is no service")
    public SavedBatch save(@NotNull SaveBatch batch) {
        return desk.save(batch, actor.current());
    }

    @POST
    @Path("/tokens:batch-load")
    @Operation(summary = "Load tokens of up to a thousand users (services)")
    @APIResponse(
            responseCode = "200",
            description = "In the order of the request; outcome is success, not-found or unreadable")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "403", description = "forbidden: the caller is no service")
    public RestResponse<LoadedBatch> load(@NotNull @Valid LoadBatch batch) {
        return ResponseBuilder.ok(desk.load(batch, actor.current()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
