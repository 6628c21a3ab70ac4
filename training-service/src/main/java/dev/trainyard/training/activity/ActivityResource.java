package dev.trainyard.training.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of activities: wire types in, wire types out, no rules. */
@Path("/api/v1/activities")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activities", description = "What the user did: runs, rides, swims, …")
class ActivityResource {

    private static final String PATCH_EXAMPLE = """
            {"rpe": 8, "notes": null}""";

    private final Caller caller;
    private final ActivityService activities;

    ActivityResource(Caller caller, ActivityService activities) {
        this.caller = caller;
        this.activities = activities;
    }

    @POST
    @Idempotent
    @Operation(summary = "Record an activity")
    @APIResponseSchema(value = ActivityView.class, responseCode = "201", responseDescription = "Recorded")
    @APIResponse(responseCode = "409", description = "Another activity has this externalId: existingId")
    public RestResponse<ActivityView> create(@NotNull @Valid ActivityDraft draft) {
        ActivityView activity = activities.create(caller.id(), draft);
        return ResponseBuilder.create(Status.CREATED, activity)
                .location(URI.create("/api/v1/activities/" + activity.id()))
                .tag(IfMatch.tag(activity.version()))
                .build();
    }

    @GET
    @Operation(summary = "List activities, newest first")
    public Page<ActivityView> list(@BeanParam ActivityFilter filter, @BeanParam PageQuery page) {
        return activities.list(caller.id(), filter, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read an activity")
    public RestResponse<ActivityView> read(UUID id) {
        return tagged(activities.read(caller.id(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", "application/json"})
    @CustomDeserialization(ExactNumbers.class)
    @Operation(
            summary = "Change an activity",
            description =
                    "A JSON merge patch (RFC 7396) of an ActivityDraft: what it names is set, what it nulls is removed.")
    @APIResponseSchema(value = ActivityView.class, responseDescription = "Changed")
    @APIResponse(responseCode = "412", description = "It changed since it was read")
    @APIResponse(responseCode = "428", description = "There is no If-Match")
    public RestResponse<ActivityView> patch(
            UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull
                    @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            examples = @ExampleObject(name = "A rating", value = PATCH_EXAMPLE)))
                    ObjectNode patch)
            throws JsonProcessingException {
        return tagged(activities.patch(caller.id(), id, new IfMatch(ifMatch), patch));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete an activity")
    public void delete(UUID id, @HeaderParam("If-Match") String ifMatch) {
        activities.delete(caller.id(), id, new IfMatch(ifMatch));
    }

    private static RestResponse<ActivityView> tagged(ActivityView activity) {
        return ResponseBuilder.ok(activity).tag(IfMatch.tag(activity.version())).build();
    }
}
