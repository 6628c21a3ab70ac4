package dev.trainyard.workout.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of taking a list of exercises into the catalogue. */
@Path("/api/v1/exercises:import")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Exercise catalogue")
public class CatalogueImportResource {

    private static final String EXAMPLE = """
            [{"name": "Zottman Curl", "force": "pull", "level": "intermediate", "mechanic": "isolation",
              "equipment": "dumbbell", "primaryMuscles": ["biceps"], "secondaryMuscles": ["forearms"],
              "instructions": ["Curl up, turn the wrists, and lower slowly."], "category": "strength"}]
            """;

    private final CatalogueImport imports;

    CatalogueImportResource(CatalogueImport imports) {
        this.imports = imports;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    @Operation(
            summary = "Take a list of exercises into the catalogue (administrators)",
            description =
                    "A list as free-exercise-db publishes it. What is known by its name or an alias is kept as it "
                            + "is and gets only what it lacks, so that the same list again changes nothing.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class),
                            examples = @ExampleObject(name = "one exercise", value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "What became of each")
    @APIResponse(responseCode = "400", description = "invalid-input: no list, or one of more than 5000")
    @APIResponse(responseCode = "403", description = "The caller is no administrator")
    public CatalogueImportReport take(
            @QueryParam("dryRun") @Parameter(description = "true: only tell what would become of it") String dryRun,
            @NotNull JsonNode list) {
        return imports.take(CatalogueItems.of(list), isDryRun(dryRun));
    }

    private static boolean isDryRun(String dryRun) {
        if (dryRun == null || dryRun.equals("false")) {
            return false;
        }
        if (dryRun.equals("true")) {
            return true;
        }
        throw Problem.invalid(Violation.inQuery("dryRun", "must be true or false"));
    }
}
