package dev.trainyard.quiz.play;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of answering. The same answers again change nothing, so they need no key of idempotency. */
@Path("/api/v1/quizzes/{id}/answers")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Playing")
class AnswerResource {

    private final Caller caller;
    private final AnswerService answers;

    AnswerResource(Caller caller, AnswerService answers) {
        this.caller = caller;
        this.answers = answers;
    }

    @POST
    @Operation(
            summary = "Answer one or up to 500 questions",
            description =
                    "One statement, one commit. What cannot be taken is told with its reason, and keeps nothing else"
                            + " from being saved. The same answers may be sent again.")
    @APIResponse(responseCode = "200", description = "What became of the answers")
    @APIResponse(responseCode = "404", description = "The caller does not play this quiz, or has no such attempt")
    @APIResponse(responseCode = "409", description = "quiz-is-open, quiz-is-closed, or attempt-not-started")
    @APIResponse(responseCode = "422", description = "too-many-answers: there are more than 500; nothing was saved")
    public SavedAnswers save(UUID id, @NotNull @Valid AnswerBatch batch) {
        return answers.save(caller.id(), id, batch);
    }
}
