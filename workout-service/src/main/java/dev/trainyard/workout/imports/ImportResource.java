package dev.trainyard.workout.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.idempotency.IdempotentWrites;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** HTTP surface of imports. A file comes as the body, or as the part {@code file} of a form. */
@Path("/api/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Imports")
public class ImportResource {

    private final Caller caller;
    private final ImportService imports;
    private final ImportJobs jobs;
    private final ImportSlots slots;
    private final IdempotentWrites once;
    private final ObjectMapper json;

    ImportResource(
            Caller caller,
            ImportService imports,
            ImportJobs jobs,
            ImportSlots slots,
            IdempotentWrites once,
            ObjectMapper json) {
        this.caller = caller;
        this.imports = imports;
        this.jobs = jobs;
        this.slots = slots;
        this.once = once;
        this.json = json;
    }

    @POST
    @Consumes({"text/csv", "application/csv", "text/plain", "application/octet-stream"})
    @Operation(
            summary = "Import an export of Strong, Hevy, or, with a mapping of its columns, any CSV file",
            description = "The same file again, or a longer one that contains it, adds only what is new.")
    @RequestBody(content = @Content(mediaType = "text/csv", examples = @ExampleObject(name = "Strong", value = """
            Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE
            2024-11-28 17:36:08,"B",35m,"Bent Over Row (Barbell)",1,60.0,8.0,0,0.0,8.5
            """)))
    @APIResponse(
            responseCode = "201",
            description = "Imported",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(
            responseCode = "200",
            description = "A dry run: what an import would do",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Under way, with Prefer: respond-async; Location says where",
            content = @Content(schema = @Schema(implementation = ImportState.class)))
    @APIResponse(responseCode = "400", description = "No such file, or a mapping that does not fit it")
    @APIResponse(responseCode = "409", description = "Another import of the caller is under way, or a workout is full")
    @APIResponse(responseCode = "413", description = "The file is too large")
    @APIResponse(responseCode = "503", description = "Too many imports are under way")
    public RestResponse<?> takeBody(InputStream body, @BeanParam ImportOptions options) throws Exception {
        Reading reading = options.reading(null, json);
        try (Upload upload = Upload.of(body)) {
            return take(upload, "", reading, options.isAsync());
        }
    }

    @POST
    @Consumes("multipart/form-data")
    @Operation(hidden = true)
    public RestResponse<?> takeForm(
            @RestForm("file") FileUpload file, @RestForm("mapping") String mapping, @BeanParam ImportOptions options)
            throws Exception {
        if (file == null) {
            throw Problem.invalid(Violation.inBody("/file", "must be a part of the form"));
        }
        try (Upload upload = Upload.of(file.uploadedFile())) {
            return take(upload, mapping, options.reading(mapping, json), options.isAsync());
        }
    }

    @GET
    @Operation(summary = "The caller's imports that are not taken back, newest first")
    @APIResponse(responseCode = "200")
    public Page<ImportSummary> list(@BeanParam PageQuery page) {
        return imports.list(caller.id(), page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "An import, and how far it is")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    public ImportState read(UUID id) {
        return imports.state(caller.id(), id).orElseThrow(() -> Problem.notFound("import"));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Take an import back", description = "Its sets, and what it brought that nothing else uses.")
    @APIResponse(responseCode = "204", description = "It is taken back")
    @APIResponse(responseCode = "404", description = "Absent, taken back before, or somebody else's")
    @APIResponse(responseCode = "409", description = "It, or another import of the caller, is under way")
    public void takeBack(UUID id) {
        imports.takeBack(caller.id(), id);
    }

    private RestResponse<?> take(Upload upload, String mapping, Reading reading, boolean async) throws Exception {
        Callable<RestResponse<?>> write = async ? () -> start(upload, reading) : () -> await(upload, reading);
        return reading.dryRun()
                ? write.call()
                : once.once(() -> upload.digest() + reading.zone() + mapping + async, write);
    }

    private RestResponse<?> await(Upload upload, Reading reading) throws Exception {
        ImportSlots.Slot slot = slots.take();
        try {
            return RestResponse.status(
                    reading.dryRun() ? Status.OK : Status.CREATED, imports.take(caller.id(), upload.file(), reading));
        } finally {
            slot.close();
        }
    }

    private RestResponse<?> start(Upload upload, Reading reading) throws Exception {
        UUID id = jobs.start(caller.id(), upload, reading);
        return ResponseBuilder.create(Status.ACCEPTED, read(id))
                .header("Location", "/api/v1/imports/" + id)
                .header("Preference-Applied", ImportOptions.RESPOND_ASYNC)
                .build();
    }
}
