package dev.trainyard.training.load;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of load over time. */
@Path("/api/v1/load")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Load", description = "What the user's days ask of the body, over time")
class LoadResource {

    private final Caller caller;
    private final Loads loads;
    private final Explanations explanations;

    LoadResource(Caller caller, Loads loads, Explanations explanations) {
        this.caller = caller;
        this.loads = loads;
        this.explanations = explanations;
    }

    @GET
    @Operation(
            summary = "The load of each day, and how it compares with the days before",
            description =
                    "Of the days in the athlete's time zone. A figure that cannot be made is null, and reasons says"
                            + " why. Days to come are left out.")
    @APIResponse(responseCode = "200", description = "The days, oldest first, and how their figures are made")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public LoadView read(
            @QueryParam("metric") @Parameter(required = true, schema = @Schema(ref = "Metric")) String metric,
            @QueryParam("from")
                    @Parameter(
                            description = "The first day; 27 days before to when unsaid",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    String from,
            @QueryParam("to")
                    @Parameter(
                            description = "The last day, at most 366 days from from on; today when unsaid",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    String to) {
        Metric wanted = Metric.ofQuery(metric);
        LoadRange range = LoadRange.ofQuery(from, to);
        return LoadView.of(wanted, loads.read(caller.id(), wanted, range));
    }

    @GET
    @Path("/explain")
    @Operation(
            summary = "How the figures of a day were made",
            description = "The days and activities that they are of, sums, constants, and the steps of the recursions.")
    @APIResponse(responseCode = "200", description = "The trace")
    @APIResponse(responseCode = "400", description = "invalid-input: also when the day is yet to come")
    public DayExplanation explain(
            @QueryParam("metric") @Parameter(required = true, schema = @Schema(ref = "Metric")) String metric,
            @QueryParam("date") @Parameter(required = true, schema = @Schema(type = SchemaType.STRING, format = "date"))
                    String date) {
        Metric wanted = Metric.ofQuery(metric);
        LocalDate day = LoadRange.day("date", date)
                .orElseThrow(() -> Problem.invalid(Violation.inQuery("date", "must be given")));
        return explanations.of(caller.id(), wanted, day);
    }
}
