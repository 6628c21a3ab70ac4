package dev.trainyard.workout.webhook;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of webhooks: the one resource that takes no token, since its signature says who sends. */
@Path("/api/v1/recovery/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
@Tag(name = "Recovery connections")
public class WebhookResource {

    static final String SIGNATURE = "X-WHOOP-Signature";
    static final String TIMESTAMP = "X-WHOOP-Signature-Timestamp";

    private final Intake intake;

    WebhookResource(Intake intake) {
        this.intake = intake;
    }

    @POST
    @Path("/{connectionId}")
    // The body is checked as it came, whatever it says it is.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send recovery or sleep",
            description = "Without a token. What cannot be used is answered 200 all the same, since sending it again "
                    + "would not help, and is in the connection's events.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "recovery", value = """
                                                    {"type": "recovery.updated", "id": "123e4567-e89b-12d3-a456-426614174000",
                                                     "trace_id": "e369c784-5100-49e8-8098-75d35c47b31b",
                                                     "data": {"created_at": "2026-03-29T05:58:01.113Z",
                                                              "updated_at": "2026-03-29T06:02:44.870Z",
                                                              "score_state": "SCORED",
                                                              "score": {"recovery_score": 71.0, "resting_heart_rate": 51.0,
                                                                        "hrv_rmssd_milli": 74.28417}}}""")))
    @APIResponse(responseCode = "200", description = "It is taken, now or before")
    @APIResponse(responseCode = "401", description = "webhook-signature-invalid, webhook-timestamp-stale")
    @APIResponse(responseCode = "503", description = "not-configured")
    public Outcome take(
            @PathParam("connectionId") String connection,
            @HeaderParam(SIGNATURE) @Parameter(description = "Base64 of HMAC-SHA256 over timestamp and body")
                    String signature,
            @HeaderParam(TIMESTAMP) @Parameter(description = "Milliseconds since 1970, at most five minutes off")
                    String timestamp,
            byte[] body) {
        return intake.take(connection, timestamp, signature, body == null ? new byte[0] : body);
    }
}
