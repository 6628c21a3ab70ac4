package dev.trainyard.workout.catalogue;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.ws.rs.core.HttpHeaders;
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

/** HTTP surface of the catalogue, which everybody reads and administrators write. */
@Path("/api/v1/exercises/catalogue")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise catalogue")
public class CatalogueResource {

    private final CatalogueStore store;
    private final CatalogueService catalogue;

    CatalogueResource(CatalogueStore store, CatalogueService catalogue) {
        this.store = store;
        this.catalogue = catalogue;
    }

    @GET
    @Operation(summary = "The catalogue by name", description = "Without what was merged into something else.")
    public Page<MasterExerciseView> list(@BeanParam CatalogueFilter filter, @BeanParam PageQuery page) {
        return store.list(filter, page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "An exercise of the catalogue with its muscles and other names")
    @APIResponse(responseCode = "200", description = "The exercise; its ETag is for changing it")
    @APIResponse(responseCode = "404", description = "No such exercise in the catalogue")
    public RestResponse<MasterExerciseView> read(UUID id) {
        return tagged(store.find(id).orElseThrow(() -> Problem.notFound("exercise in the catalogue")));
    }

    @POST
    @Idempotent
    @RolesAllowed("admin")
    @Operation(summary = "Add an exercise to the catalogue (administrators)")
    @APIResponseSchema(value = MasterExerciseView.class, responseCode = "201", responseDescription = "The exercise")
    @APIResponse(responseCode = "403", description = "The caller is no administrator")
    @APIResponse(responseCode = "409", description = "name-taken: by another one, as its name or an alias")
    public RestResponse<MasterExerciseView> create(@NotNull @Valid MasterExerciseDraft draft) {
        MasterExerciseView made = catalogue.make(draft.checked());
        return ResponseBuilder.create(Status.CREATED, made)
                .location(URI.create("/api/v1/exercises/catalogue/" + made.id()))
                .tag(IfMatch.tag(made.version()))
                .build();
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Replace an exercise of the catalogue (administrators)")
    @APIResponse(responseCode = "200", description = "The exercise")
    @APIResponse(responseCode = "403", description = "The caller is no administrator")
    @APIResponse(responseCode = "404", description = "No such exercise in the catalogue")
    @APIResponse(responseCode = "409", description = "name-taken: by another one, as its name or an alias")
    @APIResponse(responseCode = "412", description = "stale-version: it changed since it was read")
    @APIResponse(responseCode = "428", description = "precondition-required: no If-Match")
    public RestResponse<MasterExerciseView> replace(
            UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid MasterExerciseDraft draft) {
        return tagged(catalogue.replace(id, new IfMatch(ifMatch), draft.checked()));
    }

    @POST
    @Path("/{id}/merge")
    @Idempotent
    @RolesAllowed("admin")
    @Operation(
            summary = "Say that an exercise is another one (administrators)",
            description =
                    "Its name, its other names and links to it then mean the other one, until the merge is undone.")
    @APIResponse(responseCode = "200", description = "The exercise that was merged")
    @APIResponse(responseCode = "403", description = "The caller is no administrator")
    @APIResponse(responseCode = "404", description = "No such exercise in the catalogue")
    @APIResponse(responseCode = "409", description = "merge-cycle, or merge-chain: merges are one step deep")
    public RestResponse<MasterExerciseView> merge(UUID id, @NotNull @Valid MergeDraft draft) {
        return tagged(catalogue.merge(id, draft.into()));
    }

    @DELETE
    @Path("/{id}/merge")
    @RolesAllowed("admin")
    @Operation(
            summary = "Undo a merge (administrators)",
            description = "Everything means again what it meant, also what came in between.")
    @APIResponse(responseCode = "200", description = "The exercise, one of its own")
    @APIResponse(responseCode = "403", description = "The caller is no administrator")
    @APIResponse(responseCode = "404", description = "No such exercise in the catalogue")
    public RestResponse<MasterExerciseView> separate(UUID id) {
        return tagged(catalogue.separate(id));
    }

    private static RestResponse<MasterExerciseView> tagged(MasterExerciseView exercise) {
        return ResponseBuilder.ok(exercise).tag(IfMatch.tag(exercise.version())).build();
    }
}
