package dev.trainyard.deployment.log;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.rest.EventStream;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a deployment's log as it grows. */
@Path("/api/v1/deployments/{id}/logs/tail")
@Authenticated
@RunOnVirtualThread
@Tag(name = "Logs")
class LogTailResource {

    private final Caller caller;
    private final LogStore logs;
    private final Tails tails;

    LogTailResource(Caller caller, LogStore logs, Tails tails) {
        this.caller = caller;
        this.logs = logs;
        this.tails = tails;
    }

    @GET
    @EventStream
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow a deployment's runs as they end",
            description =
                    "Server-sent events named run; the last one is end, and says why: come-again (after a while, with"
                            + " Last-Event-ID and a good token), slow, or shutdown.")
    @APIResponse(
            responseCode = "200",
            description = "Events",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = LoggedRun.class)))
    @APIResponse(responseCode = "404", description = "There is no such deployment")
    @APIResponse(responseCode = "429", description = "The caller follows too many")
    public void follow(
            UUID id, @HeaderParam("Last-Event-ID") String lastEventId, @Context SseEventSink sink, @Context Sse sse) {
        LogPosition last = lastEventId == null ? null : LogPosition.parse(lastEventId);
        logs.requireDeployment(caller.id(), id);
        tails.follow(new LogTail(caller.id(), id, last, sink, sse));
    }
}
