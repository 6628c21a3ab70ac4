package dev.trainyard.quiz.porting;

import dev.trainyard.http.digest.Sha256;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.idempotency.IdempotentWrites;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.version.IfMatch;
import dev.trainyard.quiz.porting.ImportService.Appended;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** HTTP surface of imports of questions. A file is the body. */
@Path("/api/v1/quizzes")
@Consumes({"text/plain", "text/csv", "application/csv", "application/octet-stream"})
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Import and export", description = "Questions from files and into files, and results")
public class ImportResource {

    private static final String EXAMPLE = """
            #Q Which muscle flexes the elbow?
            ^ Biceps
            A Triceps
            B Biceps
            """;

    // So that the number of a part still fits into a title.
    private static final int MAX_TITLE = 180;

    private final Caller caller;
    private final ImportService imports;
    private final PortingSlots slots;
    private final IdempotentWrites once;

    ImportResource(Caller caller, ImportService imports, PortingSlots slots, IdempotentWrites once) {
        this.caller = caller;
        this.imports = imports;
        this.slots = slots;
        this.once = once;
    }

    @POST
    @Path("/imports")
    @Operation(
            summary = "Make a draft of a file of questions",
            description = "Records that are no questions are left out, and told with their line.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/plain",
                            examples = @ExampleObject(name = "OpenTriviaQA", value = EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The new quizzes; Location is that of the first",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(
            responseCode = "200",
            description = "A dry run: what an import would do",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(
            responseCode = "400",
            description = "malformed-csv, malformed-file, or a parameter that is not allowed")
    @APIResponse(responseCode = "413", description = "The file is too large")
    @APIResponse(
            responseCode = "422",
            description = "nothing-to-import, too-many-malformed, too-many-questions: more than 500, without split")
    @APIResponse(responseCode = "503", description = "overloaded")
    public RestResponse<?> create(
            byte[] file,
            @BeanParam ImportOptions options,
            @QueryParam("title") @Parameter(description = "Of the quiz, up to 180 characters; required") String title,
            @QueryParam("split") @Parameter(description = "true to make several quizzes of more than 500 questions")
                    String split)
            throws Exception {
        FileFormat format = options.format();
        boolean dryRun = options.isDryRun();
        boolean mayBeSplit = ImportOptions.isTrue("split", split);
        String checkedTitle = checked(title);
        return once(file, format, dryRun, findings -> {
            ImportView done = imports.create(caller.id(), checkedTitle, findings, format, mayBeSplit, dryRun);
            return dryRun
                    ? RestResponse.ok(done)
                    : ResponseBuilder.create(Status.CREATED, done)
                            .location(URI.create("/api/v1/quizzes/"
                                    + done.quizzes().getFirst().id()))
                            .build();
        });
    }

    @POST
    @Path("/{id}/imports")
    @Operation(
            summary = "Put the questions of a file at the end of a draft",
            description = "Records that are no questions are left out, and told with their line.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/plain",
                            examples = @ExampleObject(name = "OpenTriviaQA", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "What it did, or would do; ETag is that of the quiz",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(
            responseCode = "400",
            description = "malformed-csv, malformed-file, or a parameter that is not allowed")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    @APIResponse(
            responseCode = "409",
            description = "quiz-full: it would get more than 500; quiz-not-draft: it was opened")
    @APIResponse(responseCode = "412", description = "It changed since the version that If-Match names")
    @APIResponse(responseCode = "413", description = "The file is too large")
    @APIResponse(responseCode = "422", description = "nothing-to-import, too-many-malformed, too-many-questions")
    @APIResponse(responseCode = "503", description = "overloaded")
    public RestResponse<?> append(
            UUID id, byte[] file, @BeanParam ImportOptions options, @HeaderParam("If-Match") String ifMatch)
            throws Exception {
        FileFormat format = options.format();
        boolean dryRun = options.isDryRun();
        imports.requireQuiz(caller.id(), id);
        return once(file, format, dryRun, findings -> {
            Appended done = imports.append(caller.id(), id, new IfMatch(ifMatch), findings, format, dryRun);
            ResponseBuilder<ImportView> answer = ResponseBuilder.ok(done.view());
            return dryRun
                    ? answer.build()
                    : answer.tag(IfMatch.tag(done.version())).build();
        });
    }

    private RestResponse<?> once(
            byte[] file, FileFormat format, boolean dryRun, Function<Findings, RestResponse<?>> work) throws Exception {
        return slots.with(() -> {
            Findings findings = imports.read(file, format);
            return dryRun ? work.apply(findings) : once.once(() -> Sha256.hex(file), () -> work.apply(findings));
        });
    }

    private static String checked(String title) {
        if (title == null || title.isBlank() || title.length() > MAX_TITLE || title.indexOf('\0') >= 0) {
            throw Problem.invalid(Violation.inQuery("title", "must have 1 to " + MAX_TITLE + " characters"));
        }
        return title;
    }
}
