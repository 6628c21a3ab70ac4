package dev.trainyard.workout.sleep;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.day.DayQuery;
import dev.trainyard.workout.day.Days;
import dev.trainyard.workout.day.Tier;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of sleeps. A path ends in an entry: the day of the caller's own, which is written, or the id of any. */
@Path("/api/v1/sleep")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Sleep")
public class SleepResource {

    private static final String NOUN = "sleep";

    private final Caller caller;
    private final SleepStore sleeps;

    SleepResource(Caller caller, SleepStore sleeps) {
        this.caller = caller;
        this.sleeps = sleeps;
    }

    @GET
    @Operation(summary = "The caller's sleeps, newest day first")
    @APIResponse(responseCode = "200", description = "A page of entries")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public Page<SleepView> list(
            @QueryParam("tier") @Parameter(description = "high, medium or low") String tier,
            @BeanParam DayQuery days,
            @BeanParam PageQuery page) {
        return sleeps.list(caller.id(), days, Tier.inQuery(tier), page);
    }

    @GET
    @Path("/latest")
    @Operation(summary = "The entry of the newest day")
    @APIResponse(responseCode = "200", description = "The entry")
    @APIResponse(responseCode = "204", description = "There is none")
    public RestResponse<SleepView> latest() {
        return sleeps.latest(caller.id()).map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }

    @GET
    @Path("/{entry}")
    @Operation(summary = "One entry")
    @APIResponse(responseCode = "200", description = "The entry")
    @APIResponse(responseCode = "404", description = "not-found")
    public SleepView read(@PathParam("entry") @Parameter(description = "The id of the entry") UUID id) {
        return sleeps.find(caller.id(), id).orElseThrow(() -> Problem.notFound(NOUN));
    }

    @GET
    @Path("/{entry}/raw")
    @Operation(summary = "What was sent, to the byte")
    @APIResponse(responseCode = "200", description = "The body of the webhook")
    @APIResponse(responseCode = "404", description = "not-found, also of an entry by hand")
    public byte[] raw(@PathParam("entry") @Parameter(description = "The id of the entry") UUID id) {
        return sleeps.raw(caller.id(), id).orElseThrow(() -> Problem.notFound(NOUN));
    }

    @PUT
    @Path("/{entry}")
    @Operation(
            summary = "Write the caller's own entry of a day",
            description = "Over the one that may be there; what a device sent stays beside it.")
    @APIResponse(responseCode = "200", description = "The entry")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public SleepView put(
            @PathParam("entry") @Parameter(description = "The day of the entry", example = "2026-03-29") String day,
            @NotNull @Valid SleepDraft draft) {
        draft.requireSomething();
        return sleeps.put(caller.id(), Days.inPath("entry", day), draft);
    }

    @DELETE
    @Path("/{entry}")
    @Operation(summary = "Remove an entry")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "not-found")
    public void delete(@PathParam("entry") @Parameter(description = "The id of the entry") UUID id) {
        if (!sleeps.delete(caller.id(), id)) {
            throw Problem.notFound(NOUN);
        }
    }
}
