package dev.trainyard.training.onboarding;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * HTTP surface of the way in. Nothing here takes an Idempotency-Key, since all of it may be sent again as it is: a step is
 * done once.
 */
@Path("/api/v1/onboarding")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Onboarding")
public class OnboardingResource {

    private final Caller caller;
    private final OnboardingService onboarding;

    OnboardingResource(Caller caller, OnboardingService onboarding) {
        this.caller = caller;
        this.onboarding = onboarding;
    }

    @GET
    @Operation(summary = "Where the caller is on the way in")
    @APIResponse(responseCode = "200", description = "The last run; run 0 when none has begun")
    public OnboardingView read() {
        return onboarding.read(caller.id());
    }

    @POST
    @Path("/start")
    // There is no body, and so no type of one.
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Begin", description = "What was begun goes on as it was.")
    @APIResponseSchema(value = OnboardingView.class, responseCode = "200", responseDescription = "The run that goes on")
    public OnboardingView start() {
        return onboarding.start(caller.id());
    }

    @POST
    @Path("/restart")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Begin anew",
            description = "Another run, from the first step on; a run in which nothing was done stays the one.")
    @APIResponseSchema(value = OnboardingView.class, responseCode = "200", responseDescription = "The new run")
    public OnboardingView restart() {
        return onboarding.restart(caller.id());
    }

    @POST
    @Path("/steps/{step}")
    @Operation(
            summary = "Complete or skip a step",
            description = "The first step begins the way in, too. A step that is done stays as it was done.")
    @APIResponseSchema(
            value = OnboardingView.class,
            responseCode = "200",
            responseDescription = "Where the caller is now")
    @APIResponse(responseCode = "400", description = "invalid-input: the first and the last cannot be skipped")
    @APIResponse(responseCode = "404", description = "not-found: there is no such step")
    @APIResponse(responseCode = "409", description = "step-out-of-order, with next: the one to do first")
    public OnboardingView finish(
            @PathParam("step")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "welcome",
                                                "strava-connected",
                                                "first-activity",
                                                "data-sync",
                                                "dashboard-intro",
                                                "features-tour",
                                                "goals-setup",
                                                "first-recommendation",
                                                "journal-intro",
                                                "completed"
                                            }))
                    String step,
            @NotNull @Valid StepDraft draft) {
        return onboarding.finish(
                caller.id(), Step.ofCode(step).orElseThrow(() -> Problem.notFound("step")), draft.outcome());
    }
}
