package dev.trainyard.workout.link;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.resolution.ResolutionConfig;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of what a user's exercises stand for. */
@Path("/api/v1/exercise-links")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise links")
public class LinkResource {

    private static final BigDecimal LEAST_SCORE = new BigDecimal("0.3");

    private final Caller caller;
    private final LinkStore store;
    private final LinkService links;
    private final ResolutionConfig config;

    LinkResource(Caller caller, LinkStore store, LinkService links, ResolutionConfig config) {
        this.caller = caller;
        this.store = store;
        this.links = links;
        this.config = config;
    }

    @GET
    @Operation(summary = "The caller's exercises by name, with what they stand for")
    public Page<LinkView> list(@BeanParam PageQuery page) {
        return store.list(caller.id(), page);
    }

    @GET
    @Path("/status")
    @Operation(summary = "How many of the caller's exercises stand for one of the catalogue")
    public LinkStatus status() {
        return store.status(caller.id());
    }

    @GET
    @Path("/suggestions")
    @Operation(summary = "The caller's exercises that stand for nothing, with what they may be")
    @APIResponse(responseCode = "200", description = "Up to three candidates for each, the likeliest first")
    @APIResponse(responseCode = "400", description = "invalid-input: minScore is no number from 0.3 to 1")
    public Page<SuggestionView> suggestions(
            @QueryParam("minScore") @Parameter(description = "0.3 to 1; 0.4 when unsaid") String minScore,
            @BeanParam PageQuery page) {
        return store.suggest(caller.id(), scoreOf(minScore), page);
    }

    @GET
    @Path("/{exerciseId}")
    @Operation(summary = "What an exercise of the caller's stands for")
    @APIResponse(responseCode = "200", description = "What it stands for")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public LinkView read(UUID exerciseId) {
        return links.read(caller.id(), exerciseId);
    }

    @PUT
    @Path("/{exerciseId}")
    @Operation(summary = "Say what an exercise is", description = "Takes a rejection back.")
    @APIResponse(responseCode = "200", description = "What it stands for now")
    @APIResponse(responseCode = "400", description = "invalid-input: masterExerciseId is not in the catalogue")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public LinkView link(UUID exerciseId, @NotNull @Valid LinkDraft draft) {
        return links.link(caller.id(), exerciseId, draft.masterExerciseId());
    }

    @DELETE
    @Path("/{exerciseId}")
    @Operation(summary = "Unlink an exercise", description = "Then its name decides again.")
    @APIResponse(responseCode = "204", description = "It is not linked")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public void unlink(UUID exerciseId) {
        links.unlink(caller.id(), exerciseId);
    }

    @PUT
    @Path("/{exerciseId}/rejection")
    @Operation(
            summary = "Say that an exercise stands for none of the catalogue",
            description = "Removes its link; nothing is suggested for it any more.")
    @APIResponse(responseCode = "204", description = "It stands for itself")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public void reject(UUID exerciseId) {
        links.reject(caller.id(), exerciseId);
    }

    @DELETE
    @Path("/{exerciseId}/rejection")
    @Operation(summary = "Take a rejection back")
    @APIResponse(responseCode = "204", description = "Its name decides again")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public void accept(UUID exerciseId) {
        links.accept(caller.id(), exerciseId);
    }

    private BigDecimal scoreOf(String minScore) {
        if (minScore == null) {
            return config.minSimilarity();
        }
        // Short enough that it cannot be a number which takes long to write out.
        if (minScore.length() <= 10 && minScore.matches("[01](\\.\\d+)?")) {
            BigDecimal score = new BigDecimal(minScore);
            if (score.compareTo(LEAST_SCORE) >= 0 && score.compareTo(BigDecimal.ONE) <= 0) {
                return score;
            }
        }
        throw Problem.invalid(Violation.inQuery("minScore", "must be a number from 0.3 to 1"));
    }
}
