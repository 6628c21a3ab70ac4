package dev.trainyard.deployment.log;

import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.deployment.schema.Listing;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the steps of one run. */
@Path("/api/v1/invocations/{id}/steps")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Logs")
class StepResource {

    private final Caller caller;
    private final LogStore logs;

    StepResource(Caller caller, LogStore logs) {
        this.caller = caller;
        this.logs = logs;
    }

    /** For the OpenAPI document: a page of steps with all fields. */
    record StepPage(List<StepEntry> items, String next) {}

    @GET
    @Operation(
            summary = "List the steps of a run, in their order",
            description = "Also of one that goes on. Twenty a page, unless fields leaves out input, output and error.")
    @APIResponseSchema(value = StepPage.class, responseDescription = "A page of steps")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public Page<Map<String, Object>> list(
            UUID id,
            @QueryParam("status") @Parameter(description = "completed, faulted, skipped or cancelled") String status,
            @QueryParam("kind") @Parameter(description = "The kind of task: set, call, …") String kind,
            @QueryParam("task") @Parameter(description = "JSON pointer of the task in its definition") String task,
            @BeanParam ListQuery query,
            @BeanParam PageQuery page) {
        return logs.steps(caller.id(), id, Listing.filters("status", status, "kind", kind, "task", task), query, page);
    }
}
