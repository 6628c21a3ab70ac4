package dev.trainyard.deployment.log;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
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

/** HTTP surface of a run's steps as they are done. */
@Path("/api/v1/invocations/{id}/tail")
@Authenticated
@RunOnVirtualThread
@Tag(name = "Logs")
class StepTailResource {

    private final Caller caller;
    private final LogStore logs;
    private final Tails tails;

    StepTailResource(Caller caller, LogStore logs, Tails tails) {
        this.caller = caller;
        this.logs = logs;
        this.tails = tails;
    }

    @GET
    @EventStream
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow a run's steps to its end",
            description =
                    "Server-sent events: step for each, from the first or the one after Last-Event-ID, and run, the"
                            + " last one, when it has ended; or end, as for a deployment's runs.")
    @APIResponse(
            responseCode = "200",
            description = "Events",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = LoggedStep.class)))
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(responseCode = "429", description = "The caller follows too many")
    public void follow(
            UUID id, @HeaderParam("Last-Event-ID") String lastEventId, @Context SseEventSink sink, @Context Sse sse) {
        int last = last(lastEventId);
        logs.requireRun(caller.id(), id);
        tails.follow(new StepTail(caller.id(), id, last, sink, sse));
    }

    private static int last(String eventId) {
        try {
            int last = eventId == null ? 0 : Integer.parseInt(eventId);
            if (last >= 0) {
                return last;
            }
        } catch (NumberFormatException malformed) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inHeader("Last-Event-ID", "is not the id of an event of this stream"));
    }
}
