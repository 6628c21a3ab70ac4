package dev.trainyard.deployment.invocation;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of runs, as those who invoked them follow them. */
@Path("/api/v1/invocations/{id}")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invocations")
class InvocationResource {

    private final Caller caller;
    private final Invocations invocations;
    private final InvocationHeaders headers;

    InvocationResource(Caller caller, Invocations invocations, InvocationHeaders headers) {
        this.caller = caller;
        this.invocations = invocations;
        this.headers = headers;
    }

    @GET
    @Operation(
            summary = "Read a run",
            description = "What it gave is as the log keeps it: redacted and cut. Retry-After while it goes on.")
    @APIResponseSchema(value = InvocationView.class, responseDescription = "The run as it is")
    public RestResponse<InvocationView> read(
            UUID id,
            @QueryParam("wait") @Parameter(description = "How long to wait for its end; at most PT25S") String wait) {
        Duration patience = wait == null ? Duration.ZERO : headers.wait(wait);
        return InvocationAnswers.state(invocations.read(caller.id(), id, patience));
    }

    @POST
    @Path("/cancel")
    @Operation(summary = "Cancel a run", description = "What it has done stays done. Again, it changes nothing.")
    @APIResponseSchema(value = InvocationView.class, responseDescription = "It is cancelled")
    @APIResponse(
            responseCode = "202",
            description = "It will be in a moment",
            content = @Content(schema = @Schema(implementation = InvocationView.class)))
    @APIResponse(responseCode = "409", description = "It has ended otherwise")
    public RestResponse<InvocationView> cancel(UUID id) {
        InvocationView invocation = invocations.cancel(caller.id(), id);
        return InvocationAnswers.of(new Invoked(invocation, false));
    }
}
