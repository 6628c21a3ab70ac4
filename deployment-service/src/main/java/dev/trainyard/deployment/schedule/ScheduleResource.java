package dev.trainyard.deployment.schedule;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of a deployment's schedules. */
@Path("/api/v1/deployments/{deployment}/schedules")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Schedules", description = "When deployments run by themselves")
class ScheduleResource {

    private final Caller caller;
    private final ScheduleStore schedules;

    ScheduleResource(Caller caller, ScheduleStore schedules) {
        this.caller = caller;
        this.schedules = schedules;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Make a schedule",
            description =
                    "Five fields of crontab by the clock of a time zone, to the minute; begun a few seconds after it.")
    @APIResponseSchema(value = ScheduleView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "not-found: the deployment")
    public RestResponse<ScheduleView> create(
            @PathParam("deployment") UUID deployment, @NotNull @Valid ScheduleDraft draft) {
        ScheduleView made = schedules
                .add(caller.id(), deployment, ScheduleSettings.of(draft, Instant.now()))
                .orElseThrow(() -> Problem.notFound("deployment"));
        return ResponseBuilder.create(RestResponse.Status.CREATED, made)
                .location(URI.create("/api/v1/deployments/" + deployment + "/schedules/" + made.id()))
                .tag(IfMatch.tag(made.revision()))
                .build();
    }

    @GET
    @Operation(summary = "List the schedules of a deployment, newest first")
    public Page<ScheduleView> list(@PathParam("deployment") UUID deployment, @BeanParam PageQuery page) {
        return schedules.list(caller.id(), deployment, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a schedule")
    public RestResponse<ScheduleView> read(@PathParam("deployment") UUID deployment, UUID id) {
        return tagged(found(deployment, id));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Replace a schedule", description = "Its next time is the first from now on.")
    @APIResponseSchema(value = ScheduleView.class, responseDescription = "Replaced")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "412", description = "It changed since it was read")
    @APIResponse(responseCode = "428", description = "There is no If-Match")
    public RestResponse<ScheduleView> replace(
            @PathParam("deployment") UUID deployment,
            UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid ScheduleDraft draft) {
        ScheduleView current = found(deployment, id);
        new IfMatch(ifMatch).require(current.revision());
        return tagged(schedules
                .replace(caller.id(), deployment, id, current.revision(), ScheduleSettings.of(draft, Instant.now()))
                .orElseThrow(IfMatch::stale));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a schedule", description = "What it has begun goes on.")
    public void delete(@PathParam("deployment") UUID deployment, UUID id) {
        if (!schedules.delete(caller.id(), deployment, id)) {
            throw absent();
        }
    }

    private ScheduleView found(UUID deployment, UUID id) {
        return schedules.find(caller.id(), deployment, id).orElseThrow(ScheduleResource::absent);
    }

    private static RestResponse<ScheduleView> tagged(ScheduleView schedule) {
        return ResponseBuilder.ok(schedule)
                .tag(IfMatch.tag(schedule.revision()))
                .build();
    }

    private static Problem absent() {
        return Problem.notFound("schedule");
    }
}
