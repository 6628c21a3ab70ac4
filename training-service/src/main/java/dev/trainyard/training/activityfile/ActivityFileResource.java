package dev.trainyard.training.activityfile;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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

/** HTTP surface of activity files. */
@Path("/api/v1/activities/files")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activity files", description = "Recordings of devices, and the exports of other services")
public class ActivityFileResource {

    private static final String PATH = "/api/v1/activities/files/imports/";

    private final Caller caller;
    private final ActivityFileService files;
    private final ImportSlots slots;
    private final IdempotentWrites once;

    ActivityFileResource(Caller caller, ActivityFileService files, ImportSlots slots, IdempotentWrites once) {
        this.caller = caller;
        this.files = files;
        this.slots = slots;
        this.once = once;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Import a recording, or a zip of recordings",
            description =
                    "FIT, TCX or GPX, gzipped or not, a zip of such, or Strava's bulk export. The format is found by"
                            + " what is in the file, whatever its type is said to be.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples = @ExampleObject(name = "GPX", value = """
            <gpx version="1.1"><trk><name>Morning run</name><type>running</type><trkseg>
            <trkpt lat="52.5163" lon="13.3777"><ele>34</ele><time>2026-03-28T07:30:00Z</time></trkpt>
            <trkpt lat="52.5163" lon="13.3781"><ele>34</ele><time>2026-03-28T07:30:10Z</time></trkpt>
            </trkseg></trk></gpx>
            """)))
    @APIResponse(
            responseCode = "201",
            description = "Imported; Location is where it can be taken back",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(
            responseCode = "200",
            description = "A dry run: what an import would do",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "400", description = "No such file, or a broken one; place says where")
    @APIResponse(responseCode = "409", description = "Another import of the caller is under way")
    @APIResponse(responseCode = "413", description = "The file, or what is in it, is too large")
    @APIResponse(responseCode = "503", description = "Too many imports are under way")
    public RestResponse<?> take(
            InputStream body,
            @QueryParam("dryRun") @Parameter(schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    String dryRun)
            throws Exception {
        boolean isDryRun = isTrue(dryRun);
        try (Upload upload = Upload.of(body);
                ImportSlots.Slot _ = slots.take();
                Gathered gathered = files.read(upload.file())) {
            return isDryRun
                    ? RestResponse.ok(files.preview(caller.id(), gathered))
                    : once.once(upload::digest, () -> store(gathered));
        }
    }

    @GET
    @Path("/imports")
    @Operation(summary = "The caller's imports that are not taken back, newest first")
    @APIResponse(responseCode = "200")
    public Page<ImportSummary> list(@BeanParam PageQuery page) {
        return files.list(caller.id(), page);
    }

    @GET
    @Path("/imports/{id}")
    @Operation(summary = "An import, and what became of it")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "Absent, or somebody else's")
    public ImportState read(UUID id) {
        return files.state(caller.id(), id);
    }

    @DELETE
    @Path("/imports/{id}")
    @Operation(
            summary = "Take an import back",
            description = "Removes the activities that it made, but for those that were changed since.")
    @APIResponse(responseCode = "204", description = "It is taken back")
    @APIResponse(responseCode = "404", description = "Absent, taken back before, or somebody else's")
    public void takeBack(UUID id) {
        files.takeBack(caller.id(), id);
    }

    private RestResponse<?> store(Gathered gathered) {
        ImportView view = files.store(caller.id(), gathered);
        return ResponseBuilder.create(Status.CREATED, view)
                .header("Location", PATH + view.id())
                .build();
    }

    private static boolean isTrue(String dryRun) {
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (dryRun.equals("true")) {
            return true;
        }
        throw Problem.invalid(Violation.inQuery("dryRun", "must be true or false"));
    }
}
