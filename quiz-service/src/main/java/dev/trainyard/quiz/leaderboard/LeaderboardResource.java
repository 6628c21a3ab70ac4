package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of leaderboards. */
@Path("/api/v1/quizzes/{id}/leaderboard")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Leaderboards", description = "Who stands where in a quiz, for its players and its creator")
class LeaderboardResource {

    private final Caller caller;
    private final Leaderboards leaderboards;

    LeaderboardResource(Caller caller, Leaderboards leaderboards) {
        this.caller = caller;
        this.leaderboards = leaderboards;
    }

    @GET
    @Operation(
            summary = "Who stands where in a quiz",
            description = "The best attempt of each player who has answered something. While it is played, it may be a"
                    + " quarter of a second old.")
    @APIResponseSchema(
            value = LeaderboardView.class,
            responseDescription = "Places, best first, those of a rank by name")
    @APIResponse(responseCode = "400", description = "A parameter is not what it may be")
    @APIResponse(responseCode = "403", description = "The quiz does not show it to players, or not yet")
    @APIResponse(responseCode = "404", description = "The caller neither made nor plays such a quiz")
    @APIResponse(responseCode = "409", description = "A moment of a quiz that is not closed, or not settled")
    @APIResponse(responseCode = "503", description = "overloaded: too many ask at once; come back after Retry-After")
    public LeaderboardView read(
            UUID id,
            @BeanParam PageQuery page,
            @QueryParam("around")
                    @Parameter(
                            description = "me: the places around the caller's, or the first if they have none",
                            schema = @Schema(enumeration = "me"))
                    String around,
            @QueryParam("at")
                    @Parameter(
                            description = "How it stood at a moment, to the second, of a quiz that is closed",
                            schema = @Schema(format = "date-time", examples = "2026-11-21T19:30:00Z"))
                    String at) {
        return leaderboards.read(caller.id(), id, LeaderboardQuery.of(page, around, at));
    }
}
