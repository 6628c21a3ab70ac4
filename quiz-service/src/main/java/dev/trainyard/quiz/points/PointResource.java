package dev.trainyard.quiz.points;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the points that quizzes earn. */
@Path("/api/v1/points")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Points", description = "What quizzes earn their players and creators, over all quizzes")
class PointResource {

    private final Caller caller;
    private final PointService points;

    PointResource(Caller caller, PointService points) {
        this.caller = caller;
        this.points = points;
    }

    @GET
    @Path("/me")
    @Operation(summary = "The caller's points and rank among all")
    @APIResponse(responseCode = "200", description = "None yet: 0 points, without a rank")
    public PointsView read() {
        return points.read(caller.id());
    }

    @PUT
    @Path("/me")
    @Operation(
            summary = "Say whether others may see the caller's name, points and rank",
            description = "They may unless said otherwise. Points go on being earned either way.")
    @APIResponse(responseCode = "200", description = "The caller's points as they are now")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public PointsView list(@NotNull @Valid ListingDraft listing) {
        return points.list(caller.id(), listing.listed());
    }

    @GET
    @Path("/me/history")
    @Operation(summary = "What has earned the caller points, newest first")
    @APIResponse(responseCode = "200", description = "At most one entry for each quiz and kind")
    public Page<PointEntryView> history(@BeanParam PageQuery page) {
        return points.history(caller.id(), page);
    }

    @GET
    @Path("/leaderboard")
    @Operation(
            summary = "All who have points and are listed, best first",
            description =
                    "Users with the same points share their rank, and the next one counts all of them: 1, 2, 2, 4.")
    @APIResponse(responseCode = "200", description = "One page of it")
    public Page<Standing> leaderboard(@BeanParam PageQuery page) {
        return points.leaderboard(page);
    }

    @GET
    @Path("/users/me/rank")
    @Operation(summary = "Where the caller stands, listed or not")
    @APIResponse(responseCode = "200", description = "Without points: no rank")
    public Standing rank() {
        return points.read(caller.id()).standing();
    }

    @GET
    @Path("/users/{id}/rank")
    @Operation(summary = "Where a user of the leaderboard stands, by the id that it shows")
    @APIResponse(responseCode = "200", description = "Rank and points")
    @APIResponse(responseCode = "404", description = "Nobody, or nobody who is listed")
    public Standing rankOf(UUID id) {
        return points.rank(id);
    }
}
