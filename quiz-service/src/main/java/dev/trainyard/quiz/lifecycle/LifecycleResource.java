package dev.trainyard.quiz.lifecycle;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of the course of a quiz, for its creator. */
@Path("/api/v1/quizzes/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Course of a quiz", description = "From draft to open, running and closed, and never back")
class LifecycleResource {

    // Of ck_question_position.
    private static final int MAX_POSITION = 500;

    private final Caller caller;
    private final LifecycleService quizzes;

    LifecycleResource(Caller caller, LifecycleService quizzes) {
        this.caller = caller;
        this.quizzes = quizzes;
    }

    @POST
    @Path("/open")
    @Operation(
            summary = "Open a draft: whoever has its code may join",
            description = "Questions and settings are fixed from now on.")
    @APIResponseSchema(value = LifecycleView.class, responseDescription = "It is open; joinCode is the code")
    @APIResponse(
            responseCode = "409",
            description = "quiz-is-open, quiz-is-running, quiz-is-closed; quiz-empty: it has no question;"
                    + " time-limit-missing: it is scored by speed, and a question has no limit;"
                    + " reward-out-of-reach: its reward takes more right answers than it has questions")
    public RestResponse<LifecycleView> open(UUID id) {
        return answer(quizzes.open(caller.id(), id));
    }

    @POST
    @Path("/start")
    @Operation(
            summary = "Start an open quiz: it is played from now on",
            description = "A host puts the first question afterwards, with next.")
    @APIResponseSchema(value = LifecycleView.class, responseDescription = "It is running")
    @APIResponse(responseCode = "409", description = "quiz-is-draft, quiz-is-running, quiz-is-closed")
    public RestResponse<LifecycleView> start(UUID id) {
        return answer(quizzes.start(caller.id(), id));
    }

    @POST
    @Idempotent
    @Path("/next")
    @Operation(
            summary = "Put the next question to all players, as the host of a running quiz",
            description = "With its position, sending it again changes nothing; without, it puts one more.")
    @APIResponseSchema(value = LifecycleView.class, responseDescription = "currentPosition is put since currentSince")
    @APIResponse(
            responseCode = "409",
            description = "quiz-is-draft, quiz-is-open, quiz-is-closed; quiz-without-host; no-question-left;"
                    + " question-not-next: currentPosition says where it is")
    public RestResponse<LifecycleView> next(
            UUID id,
            @QueryParam("position")
                    @Parameter(
                            description = "The place of the question that is meant, counted from 1",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500"))
                    String position) {
        return answer(quizzes.next(caller.id(), id, position(position)));
    }

    @PUT
    @Path("/closing")
    @Operation(
            summary = "Set when an open or running quiz closes by itself",
            description = "With a host, at the latest when the quiz' time limit is over.")
    @APIResponseSchema(value = LifecycleView.class, responseDescription = "It closes then")
    @APIResponse(responseCode = "409", description = "quiz-is-draft, quiz-is-closed")
    public RestResponse<LifecycleView> closeAt(UUID id, @NotNull @Valid Closing closing) {
        return answer(quizzes.closeAt(caller.id(), id, closing.closesAt()));
    }

    @DELETE
    @Path("/closing")
    @Operation(summary = "Leave it to the creator when a quiz closes, or to its time limit")
    @APIResponseSchema(value = LifecycleView.class, responseDescription = "It does not close by itself")
    @APIResponse(responseCode = "409", description = "quiz-is-draft, quiz-is-closed")
    public RestResponse<LifecycleView> closeByHand(UUID id) {
        return answer(quizzes.closeAt(caller.id(), id, null));
    }

    @POST
    @Path("/close")
    @Operation(
            summary = "Close an open or running quiz for good",
            description =
                    "From now on nothing is accepted, and the right answers are shown. Points are given, and places are final, when it has a settledAt: in this answer, unless it is large.")
    @APIResponseSchema(value = LifecycleView.class, responseDescription = "It is closed")
    @APIResponse(responseCode = "409", description = "quiz-is-draft, quiz-is-closed")
    public RestResponse<LifecycleView> close(UUID id) {
        return answer(quizzes.close(caller.id(), id));
    }

    private static Integer position(String asked) {
        if (asked == null) {
            return null;
        }
        try {
            int position = Integer.parseInt(asked);
            if (position >= 1 && position <= MAX_POSITION) {
                return position;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery("position", "must be a whole number from 1 to " + MAX_POSITION));
    }

    private static RestResponse<LifecycleView> answer(LifecycleView quiz) {
        return ResponseBuilder.ok(quiz).tag(IfMatch.tag(quiz.version())).build();
    }
}
