package dev.trainyard.quiz.play;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of a player's attempts at a quiz. All of it may be sent again, so none needs a key of idempotency. */
@Path("/api/v1/quizzes/{id}/attempts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Playing")
class AttemptResource {

    private final Caller caller;
    private final AttemptService attempts;

    AttemptResource(Caller caller, AttemptService attempts) {
        this.caller = caller;
        this.attempts = attempts;
    }

    @POST
    @Operation(summary = "Start an attempt", description = "While one goes on, that is the answer.")
    @APIResponseSchema(value = AttemptView.class, responseCode = "201", responseDescription = "It is started")
    @APIResponse(
            responseCode = "200",
            description = "The one that goes on",
            content = @Content(schema = @Schema(implementation = AttemptView.class)))
    @APIResponse(responseCode = "409", description = "quiz-is-open, quiz-is-closed, or no-attempts-left")
    public RestResponse<AttemptView> start(UUID id) {
        StartedAttempt started = attempts.start(caller.id(), id);
        AttemptView attempt = AttemptView.of(started.attempt());
        return ResponseBuilder.create(started.isNew() ? Status.CREATED : Status.OK, attempt)
                .location(URI.create("/api/v1/quizzes/" + id + "/attempts/" + attempt.number()))
                .build();
    }

    @GET
    @Path("/{number}")
    @Operation(
            summary = "How an attempt has gone",
            description = "What is right, and what it was worth, is told when the quiz is closed.")
    public ResultView read(UUID id, int number) {
        return attempts.result(caller.id(), id, number);
    }

    @GET
    @Path("/{number}/questions")
    @Operation(
            summary = "The questions that may be seen now, with options as this attempt orders them",
            description =
                    "All of them; or, where the host sets the pace or questions have limits of their own, the one that"
                            + " was shown last.")
    public QuestionsView questions(UUID id, int number) {
        return attempts.questions(caller.id(), id, number);
    }

    @POST
    @Path("/{number}/questions/next")
    @Operation(
            summary = "Show the next question, whose clock starts now",
            description =
                    "Where questions have limits of their own. One that is left out may be answered while its time"
                            + " runs.")
    @APIResponse(responseCode = "200", description = "The question")
    @APIResponse(
            responseCode = "409",
            description = "not-stepwise, no-questions-left, attempt-finished, or quiz-is-closed")
    public QuestionsView next(UUID id, int number, @NotNull @Valid NextDraft draft) {
        return attempts.next(caller.id(), id, number, draft);
    }

    @POST
    @Path("/{number}/finish")
    @Operation(summary = "Finish an attempt: nothing more is answered in it")
    @APIResponse(responseCode = "200", description = "It is finished")
    public AttemptView finish(UUID id, int number) {
        return attempts.finish(caller.id(), id, number);
    }
}
