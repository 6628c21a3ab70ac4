package dev.trainyard.workout.imports;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.idempotency.IdempotentWrites;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.imports.ImportService.Reading;
import dev.trainyard.workout.preference.TimeZones;
import dev.trainyard.workout.weight.WeightUnit;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    /** The query and headers that say how to read a file. */
    public static class Options {

        @QueryParam("format")
        String format;

        @QueryParam("dryRun")
        String dryRun;

        @QueryParam("unit")
        String unit;

        @HeaderParam(TimeZones.HEADER)
        String timeZone;

        Reading reading() {
            String wanted =
                    oneOf("format", format, Set.of("auto", "strong", "hevy")).orElse("auto");
            return new Reading(
                    wanted,
                    oneOf("dryRun", dryRun, Set.of("true", "false"))
                            .map(Boolean::valueOf)
                            .orElse(false),
                    oneOf("unit", unit, Set.of("kg", "lb")).map(WeightUnit::ofSymbol),
                    TimeZones.ofHeader(timeZone));
        }

        private static Optional<String> oneOf(String name, String value, Set<String> allowed) {
            if (value != null && !allowed.contains(value)) {
                String words = String.join(", ", allowed.stream().sorted().toList());
                throw Problem.invalid(Violation.inQuery(name, "must be one of " + words));
            }
            return Optional.ofNullable(value);
        }
    }

    private final Caller caller;
    private final ImportService imports;
    private final ImportStore store;
    private final IdempotentWrites once;

    ImportResource(Caller caller, ImportService imports, ImportStore store, IdempotentWrites once) {
        this.caller = caller;
        this.imports = imports;
        this.store = store;
        this.once = once;
    }

    @POST
    @Consumes({"text/csv", "application/csv", "text/plain", "application/octet-stream"})
    @Operation(summary = "Import an export of Strong or Hevy", description = "The same file again adds nothing.")
    public RestResponse<?> takeBody(InputStream body, @BeanParam Options options) throws Exception {
        Reading reading = options.reading();
        try (Upload upload = Upload.of(body)) {
            return take(upload, reading);
        }
    }

    @POST
    @Consumes("multipart/form-data")
    @Operation(hidden = true)
    public RestResponse<?> takeForm(@RestForm("file") FileUpload file, @BeanParam Options options) throws Exception {
        if (file == null) {
            throw Problem.invalid(Violation.inBody("/file", "must be a part of the form"));
        }
        return take(Upload.of(file.uploadedFile()), options.reading());
    }

    @GET
    @Operation(summary = "The caller's imports, newest first")
    public Page<ImportSummary> list(@BeanParam PageQuery page) {
        return store.list(caller.id(), page);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Take an import back", description = "Its sets, and what it brought that nothing else uses.")
    public void takeBack(UUID id) {
        imports.takeBack(caller.id(), id);
    }

    private RestResponse<?> take(Upload upload, Reading reading) throws Exception {
        if (reading.dryRun()) {
            return RestResponse.ok(imports.take(caller.id(), upload.file(), reading));
        }
        return once.once(
                () -> upload.digest() + reading.zone(),
                () -> ResponseBuilder.create(Status.CREATED, imports.take(caller.id(), upload.file(), reading))
                        .build());
    }
}
