package dev.trainyard.quiz.authoring;

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
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of quizzes, for those who write them. */
@Path("/api/v1/quizzes")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Quizzes", description = "Quizzes as their creators write them, with the right answers")
class QuizResource {

    private final Caller caller;
    private final QuizService quizzes;

    QuizResource(Caller caller, QuizService quizzes) {
        this.caller = caller;
        this.quizzes = quizzes;
    }

    @POST
    @Idempotent
    @Operation(summary = "Write a new quiz, a draft, with its questions in order")
    @APIResponseSchema(value = QuizView.class, responseCode = "201", responseDescription = "The quiz")
    public RestResponse<QuizView> create(@NotNull @Valid QuizDraft draft) {
        return created(quizzes.create(caller.id(), draft));
    }

    @GET
    @Operation(summary = "The caller's quizzes, newest first, without their questions")
    public Page<QuizSummary> list(
            @QueryParam("status")
                    @Parameter(
                            description = "Only those of this status",
                            schema = @Schema(implementation = QuizStatus.class))
                    String status,
            @BeanParam PageQuery page) {
        return quizzes.list(caller.id(), status(status), page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One quiz with its questions and the right answers")
    public RestResponse<QuizView> read(UUID id) {
        return answer(quizzes.read(caller.id(), id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replace a quiz and all its questions",
            description = "A question that is sent with its id keeps it, wherever it moves; one without is new.")
    @APIResponseSchema(QuizView.class)
    @APIResponse(responseCode = "409", description = "quiz-not-draft: it was opened")
    @APIResponse(responseCode = "412", description = "It changed since the version that If-Match names")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public RestResponse<QuizView> replace(
            UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid QuizDraft draft) {
        return answer(quizzes.replace(caller.id(), id, new IfMatch(ifMatch), draft));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a quiz with its questions, and what was played")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(
            responseCode = "409",
            description =
                    "quiz-is-open, quiz-is-running: close it first; quiz-not-settled: players are still getting their points; reward-not-distributed: it has winners who wait")
    public void delete(UUID id, @HeaderParam("If-Match") String ifMatch) {
        quizzes.delete(caller.id(), id, new IfMatch(ifMatch));
    }

    @POST
    @Idempotent
    @Path("/{id}/duplicate")
    @Operation(
            summary = "Write a new draft with the settings and the questions of a quiz",
            description = "Whatever its status: so a quiz is played again. The questions get ids of their own.")
    @APIResponseSchema(value = QuizView.class, responseCode = "201", responseDescription = "The new quiz")
    public RestResponse<QuizView> duplicate(UUID id) {
        return created(quizzes.duplicate(caller.id(), id));
    }

    private static QuizStatus status(String asked) {
        return asked == null
                ? null
                : Arrays.stream(QuizStatus.values())
                        .filter(status -> status.code().equals(asked))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid(
                                Violation.inQuery("status", "must be draft, open, running, closed or rewarded")));
    }

    private static RestResponse<QuizView> created(QuizView quiz) {
        return ResponseBuilder.create(Status.CREATED, quiz)
                .location(URI.create("/api/v1/quizzes/" + quiz.id()))
                .tag(IfMatch.tag(quiz.version()))
                .build();
    }

    private static RestResponse<QuizView> answer(QuizView quiz) {
        return ResponseBuilder.ok(quiz).tag(IfMatch.tag(quiz.version())).build();
    }
}
