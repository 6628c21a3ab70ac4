package dev.trainyard.workout.bodyweight;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.bodyweight.BodyWeightStore.Written;
import dev.trainyard.workout.day.DayQuery;
import dev.trainyard.workout.day.Days;
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
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of body weights: one entry a day. */
@Path("/api/v1/body-weights")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Body weight")
public class BodyWeightResource {

    private final Caller caller;
    private final BodyWeightStore bodyWeights;

    BodyWeightResource(Caller caller, BodyWeightStore bodyWeights) {
        this.caller = caller;
        this.bodyWeights = bodyWeights;
    }

    @GET
    @Operation(summary = "The caller's body weights, newest first, with their moving average")
    @APIResponse(responseCode = "200", description = "A page of days")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public Page<BodyWeightView> list(@BeanParam DayQuery days, @BeanParam PageQuery page) {
        return bodyWeights.list(caller.id(), days, page);
    }

    @GET
    @Path("/{day}")
    @Operation(summary = "The caller's body weight of a day")
    @APIResponse(responseCode = "200", description = "The day")
    @APIResponse(responseCode = "404", description = "not-found")
    public BodyWeightView read(@PathParam("day") @Parameter(example = "2026-03-29") String day) {
        return bodyWeights
                .find(caller.id(), Days.inPath("day", day))
                .orElseThrow(() -> Problem.notFound("body weight"));
    }

    @PUT
    @Path("/{day}")
    @Operation(summary = "Write the caller's body weight of a day", description = "Over what may be there.")
    @APIResponse(responseCode = "200", description = "The day had an entry, which is replaced")
    @APIResponseSchema(value = BodyWeightView.class, responseCode = "201", responseDescription = "The day had none")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public RestResponse<BodyWeightView> put(
            @PathParam("day") @Parameter(example = "2026-03-29") String day, @NotNull @Valid BodyWeightDraft draft) {
        LocalDate date = Days.inPath("day", day);
        Written written = bodyWeights.put(caller.id(), date, draft);
        return written.isNew()
                ? ResponseBuilder.create(RestResponse.Status.CREATED, written.view())
                        .location(URI.create("/api/v1/body-weights/" + date))
                        .build()
                : RestResponse.ok(written.view());
    }

    @DELETE
    @Path("/{day}")
    @Operation(summary = "Remove the caller's body weight of a day")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "not-found")
    public void delete(@PathParam("day") @Parameter(example = "2026-03-29") String day) {
        if (!bodyWeights.delete(caller.id(), Days.inPath("day", day))) {
            throw Problem.notFound("body weight");
        }
    }
}
