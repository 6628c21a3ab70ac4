package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.rest.EventStream;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a leaderboard as it changes. */
@Path("/api/v1/quizzes/{id}/leaderboard/live")
@Authenticated
@RunOnVirtualThread
@Tag(name = "Leaderboards")
class LiveLeaderboardResource {

    private final Caller caller;
    private final Leaderboards leaderboards;
    private final Followers followers;

    LiveLeaderboardResource(Caller caller, Leaderboards leaderboards, Followers followers) {
        this.caller = caller;
        this.leaderboards = leaderboards;
        this.followers = followers;
    }

    @GET
    @EventStream
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow a leaderboard as it changes",
            description =
                    "Server-sent events, at most four times a second: leaderboard, the first places, when they changed;"
                            + " me, the caller's place, when that did; and end, the last one, which says why: closed,"
                            + " come-again (after a while, with a good token), slow, gone, or shutdown.")
    @APIResponse(
            responseCode = "200",
            description = "Events",
            content =
                    @Content(mediaType = "text/event-stream", schema = @Schema(implementation = LiveLeaderboard.class)))
    @APIResponse(responseCode = "400", description = "The limit is not a number of places")
    @APIResponse(responseCode = "403", description = "The quiz does not show it to players, or not yet")
    @APIResponse(responseCode = "404", description = "The caller neither made nor plays such a quiz")
    @APIResponse(responseCode = "429", description = "The caller follows too many")
    public void follow(
            UUID id,
            @QueryParam("limit")
                    @Parameter(
                            description = "How many places, from the first on",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    String limit,
            @Context SseEventSink sink,
            @Context Sse sse) {
        int places = PageQuery.of(limit, null).limit();
        Board board = leaderboards.require(caller.id(), id);
        followers.add(new Follower(caller.id(), board, places, sink, sse));
    }
}
