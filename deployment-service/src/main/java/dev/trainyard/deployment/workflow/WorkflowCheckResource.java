package dev.trainyard.deployment.workflow;

import dev.trainyard.deployment.definition.DefinitionYaml;
import dev.trainyard.http.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of checking a definition without saving it, as editors do while one is written. */
@Path("/api/v1/workflows:check")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows")
class WorkflowCheckResource {

    private final WorkflowService workflows;

    WorkflowCheckResource(WorkflowService workflows) {
        this.workflows = workflows;
    }

    @POST
    @Operation(
            summary = "Check a definition without saving it",
            description = "Also with the definition itself as application/yaml. The pointers are into the definition.")
    @APIResponseSchema(value = WorkflowCheck.class, responseDescription = "Checked, whatever came of it")
    public WorkflowCheck check(@NotNull @Valid WorkflowDraft draft) {
        return workflows.check(draft.definition());
    }

    @POST
    @Consumes(DefinitionYaml.MEDIA_TYPE)
    @Operation(hidden = true)
    public WorkflowCheck checkYaml(@NotNull String definition) {
        try {
            return workflows.check(DefinitionYaml.read(definition));
        } catch (Problem malformed) {
            return new WorkflowCheck(false, List.of(new WorkflowCheck.Finding("", malformed.getMessage())));
        }
    }
}
