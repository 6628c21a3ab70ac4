package dev.trainyard.deployment.invocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP surface of invoking a deployment. */
@Path("/api/v1/deployments/{id}/invoke")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invocations", description = "Runs of what is deployed")
class InvokeResource {

    private final Caller caller;
    private final SecurityIdentity identity;
    private final Invocations invocations;
    private final InvocationHeaders headers;

    InvokeResource(Caller caller, SecurityIdentity identity, Invocations invocations, InvocationHeaders headers) {
        this.caller = caller;
        this.identity = identity;
        this.invocations = invocations;
        this.headers = headers;
    }

    @POST
    @Operation(
            summary = "Invoke a deployment",
            description = "200 says that the run is over, and status how it ended, also when it failed. "
                    + "202 says that it goes on or will begin: Location tells where to ask for it.")
    @APIResponseSchema(value = InvocationView.class, responseDescription = "The run has ended: see status")
    @APIResponse(
            responseCode = "202",
            description = "The run goes on, or waits in line: see Location",
            content = @Content(schema = @Schema(implementation = InvocationView.class)))
    @APIResponse(responseCode = "409", description = "Paused, or the key stands for another run: existingId")
    @APIResponse(responseCode = "410", description = "What the key stands for has ended and is not kept any more")
    @APIResponse(responseCode = "422", description = "The workflow refuses the input, or the key was used otherwise")
    @APIResponse(responseCode = "429", description = "As many as may be run already, or are in line")
    @APIResponse(responseCode = "503", description = "Too many callers wait for their runs")
    public RestResponse<InvocationView> invoke(
            UUID id,
            @QueryParam("version") @Parameter(description = "A version; unsaid, the one that is live") String version,
            @QueryParam("wait") @Parameter(description = "How long to wait, PT10S if unsaid; at most PT25S")
                    String wait,
            @HeaderParam("Prefer") @Parameter(description = "respond-async: do not wait") String prefer,
            @HeaderParam("Idempotency-Key") String key,
            @HeaderParam("Idempotency-Policy")
                    @Parameter(description = "reject, return-existing (if unsaid) or replace")
                    String policy,
            @HeaderParam("Canary-Key") @Parameter(description = "The same key gets the same version") String canaryKey,
            InvocationDraft draft) {
        Invoked invoked = invocations.invoke(new InvocationRequest(
                caller.id(),
                id,
                headers.version(version),
                trigger(),
                draft == null || draft.input() == null ? JsonNodeFactory.instance.objectNode() : draft.input(),
                headers.patience(wait, prefer),
                headers.key(key, policy),
                canaryKey));
        return InvocationAnswers.of(invoked);
    }

    private Trigger trigger() {
        Trigger said = identity.getAttribute(Invocations.TRIGGER);
        return said == null ? Trigger.TOKEN : said;
    }
}
