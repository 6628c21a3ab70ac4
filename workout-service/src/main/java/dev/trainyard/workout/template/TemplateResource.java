package dev.trainyard.workout.template;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of templates. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Templates", description = "Workouts as their users plan them")
public class TemplateResource {

    private final Caller caller;
    private final TemplateService templates;
    private final TemplateStore store;
    private final TemplateStarts starts;

    TemplateResource(Caller caller, TemplateService templates, TemplateStore store, TemplateStarts starts) {
        this.caller = caller;
        this.templates = templates;
        this.store = store;
        this.starts = starts;
    }

    @POST
    @Idempotent
    @Operation(summary = "Create a template", description = "Names of exercises that are new make them.")
    @APIResponseSchema(value = TemplateView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "An exercise id that is not the caller's: pointer")
    @APIResponse(responseCode = "409", description = "name-taken: existingId")
    public RestResponse<TemplateView> create(@NotNull @Valid TemplateDraft draft) {
        return created(templates.create(caller.id(), draft));
    }

    @GET
    @Operation(summary = "The caller's templates, without their exercises")
    public Page<TemplateSummary> list(
            @QueryParam("order") @Parameter(description = "newest (when unsaid) or name") String order,
            @BeanParam PageQuery page) {
        boolean isByName = "name".equals(order);
        if (order != null && !isByName && !order.equals("newest")) {
            throw Problem.invalid(Violation.inQuery("order", "must be newest or name"));
        }
        return store.list(caller.id(), isByName, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A template with its exercises and their sets")
    @APIResponse(responseCode = "200", description = "The template")
    @APIResponse(responseCode = "404", description = "No such template of the caller's")
    public RestResponse<TemplateView> read(UUID id) {
        return tagged(templates.read(caller.id(), id));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Replace a template as a whole")
    @APIResponseSchema(value = TemplateView.class, responseDescription = "Replaced")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "No such template, or exercise id, of the caller's")
    @APIResponse(responseCode = "409", description = "name-taken: existingId")
    @APIResponse(responseCode = "412", description = "stale-version")
    @APIResponse(responseCode = "428", description = "precondition-required: there is no If-Match")
    public RestResponse<TemplateView> replace(
            UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid TemplateDraft draft) {
        return tagged(templates.replace(caller.id(), id, new IfMatch(ifMatch), draft));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a template", description = "Workouts that were started from it stay.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "No such template of the caller's")
    @APIResponse(responseCode = "412", description = "stale-version")
    public void delete(UUID id, @HeaderParam("If-Match") String ifMatch) {
        templates.delete(caller.id(), id, new IfMatch(ifMatch));
    }

    @POST
    @Path("/{id}/duplicate")
    @Idempotent
    @Operation(summary = "Duplicate a template", description = "The copy of A is called A (copy), then A (copy 2), …")
    @APIResponseSchema(value = TemplateView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "404", description = "No such template of the caller's")
    public RestResponse<TemplateView> duplicate(UUID id) {
        return created(templates.duplicate(caller.id(), id));
    }

    @POST
    @Path("/{id}/start")
    // The body may be absent, and then so is its type.
    @Consumes(MediaType.WILDCARD)
    @Idempotent
    @Operation(
            summary = "Start a workout from a template",
            description = "Answers with what was done last time, and with suggested loads and warm-ups.")
    @APIResponseSchema(value = StartedTemplate.class, responseCode = "201", responseDescription = "Started")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "No such template, or gym, of the caller's")
    @APIResponse(responseCode = "409", description = "workout-active: activeWorkoutId names it")
    public RestResponse<StartedTemplate> start(UUID id, @Valid TemplateStart start) {
        StartedTemplate started = starts.start(caller.id(), id, start == null ? TemplateStart.NOW : start);
        return ResponseBuilder.create(Status.CREATED, started)
                .location(URI.create("/api/v1/workouts/" + started.workout().id()))
                .build();
    }

    static RestResponse<TemplateView> created(TemplateView template) {
        return ResponseBuilder.create(Status.CREATED, template)
                .location(URI.create("/api/v1/templates/" + template.id()))
                .tag(IfMatch.tag(template.revision()))
                .build();
    }

    private static RestResponse<TemplateView> tagged(TemplateView template) {
        return ResponseBuilder.ok(template)
                .tag(IfMatch.tag(template.revision()))
                .build();
    }
}
