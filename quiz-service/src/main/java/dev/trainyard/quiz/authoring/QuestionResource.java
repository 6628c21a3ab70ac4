package dev.trainyard.quiz.authoring;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.version.IfMatch;
import dev.trainyard.quiz.question.Question;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of single questions. Their entity tag is the quiz's: a question has no version of its own. */
@Path("/api/v1/quizzes/{quizId}/questions")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Quizzes")
class QuestionResource {

    private final Caller caller;
    private final QuestionService questions;

    QuestionResource(Caller caller, QuestionService questions) {
        this.caller = caller;
        this.questions = questions;
    }

    @POST
    @Idempotent
    @Operation(summary = "Add a question at the end of a quiz")
    @APIResponseSchema(value = Question.class, responseCode = "201", responseDescription = "The question")
    @APIResponse(responseCode = "409", description = "quiz-full: it has 500 questions; quiz-not-draft: it was opened")
    public RestResponse<Question> add(
            UUID quizId, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid Question question) {
        AskedQuestion added = questions.add(caller.id(), quizId, new IfMatch(ifMatch), question);
        return ResponseBuilder.create(Status.CREATED, added.question())
                .location(URI.create("/api/v1/quizzes/" + quizId + "/questions/"
                        + added.question().id()))
                .tag(IfMatch.tag(added.quizVersion()))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One question with its right answer")
    public RestResponse<Question> read(UUID quizId, UUID id) {
        return answer(questions.read(caller.id(), quizId, id));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Replace a question, which keeps its place in the quiz")
    @APIResponseSchema(Question.class)
    @APIResponse(responseCode = "409", description = "quiz-not-draft: it was opened")
    @APIResponse(responseCode = "412", description = "The quiz changed since the version that If-Match names")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public RestResponse<Question> replace(
            UUID quizId, UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid Question question) {
        return answer(questions.replace(caller.id(), quizId, id, new IfMatch(ifMatch), question));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a question from its quiz")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "409", description = "quiz-not-draft: it was opened")
    public void remove(UUID quizId, UUID id, @HeaderParam("If-Match") String ifMatch) {
        questions.remove(caller.id(), quizId, id, new IfMatch(ifMatch));
    }

    private static RestResponse<Question> answer(AskedQuestion asked) {
        return ResponseBuilder.ok(asked.question())
                .tag(IfMatch.tag(asked.quizVersion()))
                .build();
    }
}
