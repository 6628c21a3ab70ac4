package dev.trainyard.workout.template;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of saving a workout as a template. */
@Path("/api/v1/workouts/{workoutId}/template")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Templates")
public class WorkoutTemplateResource {

    private final Caller caller;
    private final TemplateService templates;

    WorkoutTemplateResource(Caller caller, TemplateService templates) {
        this.caller = caller;
        this.templates = templates;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Save a workout as a template",
            description =
                    "Its exercises in the order of their first sets, with type, repetitions, weight and rest of each.")
    @APIResponseSchema(value = TemplateView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "No such workout of the caller's")
    @APIResponse(responseCode = "409", description = "name-taken: existingId; or template-too-large")
    public RestResponse<TemplateView> save(UUID workoutId, @NotNull @Valid TemplateName named) {
        return TemplateResource.created(templates.ofWorkout(caller.id(), workoutId, named.name()));
    }
}
