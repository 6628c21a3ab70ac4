package dev.trainyard.quiz.porting;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.rest.RequestFile;
import dev.trainyard.quiz.authoring.WholeQuizzes;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of exports: of a quiz as its creator wrote it, and of what its players did. */
@Path("/api/v1/quizzes/{id}")
@Authenticated
@RunOnVirtualThread
@Tag(name = "Import and export")
public class ExportResource {

    private static final String JSON = "json";

    private final Caller caller;
    private final WholeQuizzes quizzes;
    private final ResultExport results;
    private final RequestFile file;

    ExportResource(Caller caller, WholeQuizzes quizzes, ResultExport results, RequestFile file) {
        this.caller = caller;
        this.quizzes = quizzes;
        this.results = results;
        this.file = file;
    }

    @GET
    @Path("/export")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "A quiz with its right answers as a file",
            description = "What the same format takes in again. As JSON it can be sent as a new quiz.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Object.class))
            })
    @APIResponse(responseCode = "400", description = "There is no such format")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(
            responseCode = "409",
            description = "not-exportable: the format has no place for some questions, which it names")
    public RestResponse<String> export(
            UUID id,
            @QueryParam("format")
                    @Parameter(description = "opentriviaqa, csv, gift or json", required = true, example = "csv")
                    String format) {
        if (JSON.equals(format)) {
            return attachment(quizzes.draftOf(caller.id(), id), "quiz.json", "application/json;charset=UTF-8");
        }
        FileFormat written = FileFormat.of(format, ", " + JSON);
        String content = written.questions().write(quizzes.read(caller.id(), id).questions());
        return attachment(content, "quiz." + written.extension(), written.mediaType());
    }

    @GET
    @Path("/results")
    @Produces("text/csv;charset=UTF-8")
    @Operation(
            summary = "What the players of a closed quiz did, as CSV",
            description = "In the order of their names. Players are named as in the quiz; who they are is not told.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "400", description = "A parameter that is not allowed")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(
            responseCode = "409",
            description = "quiz-is-draft, quiz-is-open, quiz-is-running: it is not closed; quiz-not-settled: not yet")
    @APIResponse(responseCode = "503", description = "overloaded")
    public RestResponse<InputStream> results(
            UUID id,
            @QueryParam("format") @Parameter(description = "csv", required = true, example = "csv") String format,
            @QueryParam("per") @Parameter(description = "attempt (the default) or answer: what a line is") String per)
            throws Exception {
        if (!FileFormat.CSV.code().equals(format)) {
            throw Problem.invalid(Violation.inQuery("format", "must be csv"));
        }
        InputStream content = file.of(results.of(caller.id(), id, ResultLines.of(per)));
        return attachment(content, "results.csv", FileFormat.CSV.mediaType());
    }

    private static <T> RestResponse<T> attachment(T content, String name, String mediaType) {
        return ResponseBuilder.ok(content, mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
