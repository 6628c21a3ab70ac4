package dev.trainyard.training.athlete;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of users' heart rates by the day from which they are effective. */
@Path("/api/v1/athlete/heart-rates")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Athlete")
class HeartRateResource {

    private static final String EXAMPLE = """
            {"resting": 52, "max": 188, "threshold": 168, "vt1": 135, "vt2": 165}""";

    private final Caller caller;
    private final HeartRateStore heartRates;

    HeartRateResource(Caller caller, HeartRateStore heartRates) {
        this.caller = caller;
        this.heartRates = heartRates;
    }

    @GET
    @Operation(summary = "The caller's heart rates, newest first")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public Page<HeartRatesView> list(@BeanParam PageQuery page) {
        return heartRates.list(caller.id(), page);
    }

    @GET
    @Path("/{effectiveFrom}")
    @Operation(summary = "The caller's heart rates that are effective from that very day")
    @APIResponse(responseCode = "200", description = "The heart rates")
    @APIResponse(responseCode = "404", description = "None begin on that day")
    public HeartRatesView read(@PathParam("effectiveFrom") @Parameter(example = "2026-03-01") String effectiveFrom) {
        return heartRates.find(caller.id(), HeartRateDays.inPath(effectiveFrom)).orElseThrow(HeartRateResource::absent);
    }

    @PUT
    @Path("/{effectiveFrom}")
    @Operation(
            summary = "Say the caller's heart rates from a day on",
            description =
                    "Until the day of the next ones. Over what may begin on that day. The loads of the activities of these days follow at once.")
    @APIResponse(responseCode = "200", description = "Some began on that day, which are replaced")
    @APIResponseSchema(
            value = HeartRatesView.class,
            responseCode = "201",
            responseDescription = "None began on that day")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public RestResponse<HeartRatesView> put(
            @PathParam("effectiveFrom") @Parameter(example = "2026-03-01") String effectiveFrom,
            @NotNull
                    @Valid
                    @RequestBody(content = @Content(examples = @ExampleObject(name = "Heart rates", value = EXAMPLE)))
                    HeartRatesDraft draft) {
        LocalDate day = HeartRateDays.inPath(effectiveFrom);
        HeartRatesDraft checked = draft.checked();
        boolean isNew = heartRates.put(caller.id(), day, checked);
        HeartRatesView view = new HeartRatesView(
                day,
                checked.resting(),
                checked.max(),
                checked.threshold(),
                checked.vt1(),
                checked.vt2(),
                checked.zones());
        return isNew
                ? ResponseBuilder.create(Status.CREATED, view)
                        .location(URI.create("/api/v1/athlete/heart-rates/" + day))
                        .build()
                : RestResponse.ok(view);
    }

    @DELETE
    @Path("/{effectiveFrom}")
    @Operation(
            summary = "Remove heart rates",
            description = "The ones before are effective instead, to whose loads those of the activities change.")
    @APIResponse(responseCode = "204", description = "They are gone")
    @APIResponse(responseCode = "404", description = "None begin on that day")
    public void delete(@PathParam("effectiveFrom") @Parameter(example = "2026-03-01") String effectiveFrom) {
        if (!heartRates.delete(caller.id(), HeartRateDays.inPath(effectiveFrom))) {
            throw absent();
        }
    }

    private static Problem absent() {
        return Problem.notFound("heart rates");
    }
}
