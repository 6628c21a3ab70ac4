package dev.trainyard.training.tokenaudit;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the audit of the caller's tokens. */
@Path("/api/v1/token-audit")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(
        name = "Token audit",
        description = "What was done with the user's tokens, by whom, from where, and what came of it")
public class TokenAuditResource {

    private final Caller caller;
    private final AuditStore audit;

    TokenAuditResource(Caller caller, AuditStore audit) {
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @Operation(summary = "What was done with the caller's tokens, or tried, newest first")
    @APIResponse(responseCode = "200", description = "A page of at least the last 90 days")
    public Page<AuditedOperation> list(@BeanParam PageQuery page) {
        return audit.list(caller.id(), page);
    }

    @GET
    @Path("/verify")
    @Operation(
            summary = "Whether the audit of the caller's tokens is as it was written",
            description = "Follows the chain of hashes from the oldest entry that is kept to the newest.")
    @APIResponse(responseCode = "200", description = "The verdict, and where the chain is broken if it is")
    public Verification verify() {
        return audit.verify(caller.id());
    }
}
