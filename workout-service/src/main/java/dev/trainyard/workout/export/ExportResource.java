package dev.trainyard.workout.export;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.rest.RequestFile;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of exports, and of the end of everything that they hold. */
@Path("/api/v1/exports")
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exports")
public class ExportResource {

    private static final String CONFIRMATION = "delete-everything";

    private final Caller caller;
    private final Snapshot snapshot;
    private final Erasure erasure;
    private final RequestFile file;

    ExportResource(Caller caller, Snapshot snapshot, Erasure erasure, RequestFile file) {
        this.caller = caller;
        this.snapshot = snapshot;
        this.erasure = erasure;
        this.file = file;
    }

    @GET
    @Path("/{name}.csv")
    @Produces("text/csv;charset=UTF-8")
    @Operation(
            summary = "The caller's data of one kind as CSV",
            description = "RFC 4180, in UTF-8. Text of the user's that a spreadsheet would take for a formula has an "
                    + "apostrophe in front. The sets can be imported again.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "404", description = "not-found: there is no such kind")
    @APIResponse(responseCode = "503", description = "too-many-exports")
    public RestResponse<InputStream> csv(
            @PathParam("name")
                    @Parameter(
                            description = "workouts, sets, body-weights, personal-records, recovery or sleep",
                            example = "sets")
                    String name)
            throws IOException {
        CsvExport export = CsvExport.named(name).orElseThrow(() -> Problem.notFound("export"));
        String user = caller.id();
        return attachment(
                export.file() + ".csv", snapshot.of((connection, out) -> CsvRows.write(export, user, connection, out)));
    }

    @GET
    @Path("/data.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Everything of the caller's as JSON",
            description = "Each table of the service with the caller's rows, as they were at one moment; without the "
                    + "secrets of connections.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT, implementation = Object.class)))
    @APIResponse(responseCode = "503", description = "too-many-exports")
    public RestResponse<InputStream> json() throws IOException {
        String user = caller.id();
        return attachment("trainyard.json", snapshot.of((connection, out) -> JsonRows.write(user, connection, out)));
    }

    @DELETE
    @Path("/data")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Delete everything of the caller's",
            description = "From every table of this service, at once and for ever. Export it first.")
    @APIResponse(responseCode = "200", description = "How many rows are gone")
    @APIResponse(responseCode = "400", description = "invalid-input: it is not confirmed")
    public Erased delete(
            @QueryParam("confirm") @Parameter(description = "Must be: " + CONFIRMATION, required = true)
                    String confirm) {
        if (!CONFIRMATION.equals(confirm)) {
            throw Problem.invalid(Violation.inQuery("confirm", "must be " + CONFIRMATION));
        }
        return new Erased(erasure.of(caller.id()));
    }

    private RestResponse<InputStream> attachment(String name, InputStream content) {
        return ResponseBuilder.ok(file.of(content))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
