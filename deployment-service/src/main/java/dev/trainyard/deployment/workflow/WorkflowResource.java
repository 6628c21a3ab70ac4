package dev.trainyard.deployment.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.deployment.definition.DefinitionYaml;
import dev.trainyard.deployment.schema.ListQuery;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of workflows: wire types in, wire types out, no rules. */
@Path("/api/v1/workflows")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows", description = "Automations as their users draft them")
class WorkflowResource {

    // Where the definition is in the body; as YAML it is the body.
    private static final String JSON_PLACE = "/definition";
    private static final String YAML_PLACE = "";

    private final Caller caller;
    private final WorkflowService workflows;
    private final ObjectMapper json;

    WorkflowResource(Caller caller, WorkflowService workflows, ObjectMapper json) {
        this.caller = caller;
        this.workflows = workflows;
        this.json = json;
    }

    /** For the OpenAPI document: a page of workflows with all fields. */
    record WorkflowPage(List<WorkflowSummary> items, String next) {}

    @POST
    @Idempotent
    @Operation(
            summary = "Create a workflow",
            description =
                    "Without a name it becomes Untitled 1, Untitled 2, …. Also with the definition itself as application/yaml, and ?name=.")
    @APIResponseSchema(value = WorkflowView.class, responseCode = "201", responseDescription = "Created")
    @APIResponse(responseCode = "409", description = "Another workflow has this name: existingId")
    public RestResponse<WorkflowView> create(@NotNull @Valid WorkflowDraft draft) {
        return created(workflows.create(caller.id(), draft, JSON_PLACE));
    }

    @POST
    @Consumes(DefinitionYaml.MEDIA_TYPE)
    @Idempotent
    @Operation(hidden = true)
    public RestResponse<WorkflowView> createFromYaml(@QueryParam("name") String name, @NotNull String definition) {
        return created(workflows.create(caller.id(), WorkflowDraft.ofYaml(name, definition), YAML_PLACE));
    }

    @GET
    @Operation(
            summary = "List workflows, newest first, without their definitions",
            description = "What items have depends on fields.")
    @APIResponseSchema(value = WorkflowPage.class, responseDescription = "A page of workflows")
    public Page<Map<String, Object>> list(
            @QueryParam("name") @DefaultValue("") @Parameter(description = "Part of the name, in any case") String name,
            @BeanParam ListQuery query,
            @BeanParam PageQuery page) {
        return workflows.list(caller.id(), name, query, page);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "Read a workflow",
            description = "Accept: application/yaml gets the definition alone, as YAML.")
    public RestResponse<WorkflowView> read(UUID id) {
        return tagged(workflows.read(caller.id(), id));
    }

    @GET
    @Path("/{id}")
    @Produces(DefinitionYaml.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true)
    public RestResponse<String> readAsYaml(UUID id) throws JsonProcessingException {
        WorkflowView workflow = workflows.read(caller.id(), id);
        return ResponseBuilder.ok(DefinitionYaml.write(json.readTree(workflow.definition())))
                .tag(IfMatch.tag(workflow.revision()))
                .build();
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replace a workflow",
            description =
                    "Without a name it keeps its own. Also with the definition itself as application/yaml, and ?name=.")
    @APIResponseSchema(value = WorkflowView.class, responseDescription = "Replaced")
    @APIResponse(responseCode = "409", description = "Another workflow has this name: existingId")
    @APIResponse(responseCode = "412", description = "It changed since it was read")
    @APIResponse(responseCode = "428", description = "There is no If-Match")
    public RestResponse<WorkflowView> replace(
            UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid WorkflowDraft draft) {
        return tagged(workflows.replace(caller.id(), id, new IfMatch(ifMatch), draft, JSON_PLACE));
    }

    @PUT
    @Path("/{id}")
    @Consumes(DefinitionYaml.MEDIA_TYPE)
    @Operation(hidden = true)
    public RestResponse<WorkflowView> replaceByYaml(
            UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @QueryParam("name") String name,
            @NotNull String definition) {
        WorkflowDraft draft = WorkflowDraft.ofYaml(name, definition);
        return tagged(workflows.replace(caller.id(), id, new IfMatch(ifMatch), draft, YAML_PLACE));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a workflow")
    public void delete(UUID id, @HeaderParam("If-Match") String ifMatch) {
        workflows.delete(caller.id(), id, new IfMatch(ifMatch));
    }

    @POST
    @Path("/{id}/duplicate")
    @Idempotent
    @Operation(summary = "Duplicate a workflow", description = "The copy of A is called A copy, the next A copy 2, …")
    @APIResponseSchema(value = WorkflowView.class, responseCode = "201", responseDescription = "Created")
    public RestResponse<WorkflowView> duplicate(UUID id) {
        return created(workflows.duplicate(caller.id(), id));
    }

    private static RestResponse<WorkflowView> created(WorkflowView workflow) {
        return ResponseBuilder.create(RestResponse.Status.CREATED, workflow)
                .location(URI.create("/api/v1/workflows/" + workflow.id()))
                .tag(IfMatch.tag(workflow.revision()))
                .build();
    }

    private static RestResponse<WorkflowView> tagged(WorkflowView workflow) {
        return ResponseBuilder.ok(workflow)
                .tag(IfMatch.tag(workflow.revision()))
                .build();
    }
}
