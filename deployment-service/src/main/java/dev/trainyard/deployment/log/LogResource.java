package dev.trainyard.deployment.log;

import dev.trainyard.deployment.schema.ListQuery;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of what a deployment's runs have left. */
@Path("/api/v1/deployments/{id}/logs")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Logs", description = "What has been run, and how it went")
class LogResource {

    private final Caller caller;
    private final LogStore logs;

    LogResource(Caller caller, LogStore logs) {
        this.caller = caller;
        this.logs = logs;
    }

    /** For the OpenAPI document: a page of logs with all fields. */
    record LogPage(List<LogEntry> items, String next) {}

    @GET
    @Operation(
            summary = "List a deployment's logs, newest first",
            description =
                    "Of acceptance. The payloads request, response and error are shown to who names them in fields,"
                            + " twenty items a page.")
    @APIResponseSchema(value = LogPage.class, responseDescription = "A page of logs")
    @APIResponse(responseCode = "404", description = "There is no such deployment")
    public Page<Map<String, Object>> list(
            UUID id, @BeanParam LogFilter filter, @BeanParam ListQuery query, @BeanParam PageQuery page) {
        return logs.logs(caller.id(), id, filter, query, page);
    }
}
