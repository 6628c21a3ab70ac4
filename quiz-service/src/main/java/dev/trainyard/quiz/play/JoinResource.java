package dev.trainyard.quiz.play;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of joining a quiz. Who joins again is told the same, so it needs no key of idempotency. */
@Path("/api/v1/quizzes:join")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Playing", description = "Quizzes as their players see them")
class JoinResource {

    private final Caller caller;
    private final PlayerStore players;

    JoinResource(Caller caller, PlayerStore players) {
        this.caller = caller;
        this.players = players;
    }

    @POST
    @Operation(
            summary = "Join the quiz of a code",
            description = "While it is open or running. Joining again changes nothing, also not the name.")
    @APIResponseSchema(value = PlayerView.class, responseCode = "201", responseDescription = "The caller is a player")
    @APIResponse(
            responseCode = "200",
            description = "The caller was a player already",
            content = @Content(schema = @Schema(implementation = PlayerView.class)))
    @APIResponse(responseCode = "404", description = "No quiz that may be joined has this code")
    @APIResponse(
            responseCode = "409",
            description = "name-taken, no-seats-left, or own-quiz: creators do not play theirs")
    @APIResponse(responseCode = "503", description = "overloaded: too many join at once")
    public RestResponse<PlayerView> join(@NotNull @Valid JoinDraft draft) {
        JoinedPlayer joined = players.join(caller.id(), draft.storedCode(), draft.shownName());
        return ResponseBuilder.create(joined.isNew() ? Status.CREATED : Status.OK, joined.player())
                .location(URI.create("/api/v1/quizzes/" + joined.player().quizId() + "/play"))
                .build();
    }
}
