package dev.trainyard.training.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.webhook.WebhookConfig.Agreement;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * HTTP surface of providers' webhooks: takes no token, since what the provider knows says who sends. An event is written
 * down and answered; what it means is found out later.
 */
@Path("/api/v1/activities/webhooks/{provider}/{secret}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
@Tag(name = "Activity webhooks")
public class WebhookResource {

    private static final int MAX_BODY = 8 * 1024;

    private final Providers providers;
    private final EventStore events;

    WebhookResource(Providers providers, EventStore events) {
        this.providers = providers;
        this.events = events;
    }

    /** What proves to the provider that it is welcome. */
    record Challenge(@JsonProperty("hub.challenge") String challenge) {}

    /**
     * What became of an event.
     *
     * @param duplicate whether it was there before
     */
    record Receipt(boolean duplicate) {}

    @GET
    @Operation(summary = "Ask whether a provider's webhooks are welcome", description = "Without a token.")
    @APIResponse(responseCode = "200", description = "They are: the challenge")
    @APIResponse(responseCode = "401", description = "webhook-secret-invalid")
    @APIResponse(responseCode = "403", description = "webhook-verification-failed")
    public Challenge verify(
            @PathParam("provider") String provider,
            @PathParam("secret") String secret,
            @QueryParam("hub.mode") String mode,
            @QueryParam("hub.challenge") String challenge,
            @QueryParam("hub.verify_token") String token) {
        providers.verify(provider, secret, mode, token, challenge);
        providers.count(provider, "verified");
        return new Challenge(challenge);
    }

    @POST
    // The body is checked as it came, whatever it says it is.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send an event",
            description = "Without a token. It is written down and processed later; sent again, it is there already.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "deleted activity", value = """
                                    {"object_type": "activity", "object_id": 1360128428, "aspect_type": "delete",
                                     "owner_id": 134815, "subscription_id": 120475, "event_time": 1774764000, "updates": {}}""")))
    @APIResponseSchema(
            value = Receipt.class,
            responseCode = "200",
            responseDescription = "It is written down, now or before")
    @APIResponse(responseCode = "400", description = "invalid-input, malformed-json")
    @APIResponse(responseCode = "401", description = "webhook-secret-invalid, webhook-signature-invalid")
    @APIResponse(responseCode = "403", description = "webhook-subscription-unknown")
    @APIResponse(responseCode = "413", description = "body-too-large: an event has some hundred bytes")
    public Receipt take(
            @PathParam("provider") String name,
            @PathParam("secret") String secret,
            @Context HttpHeaders headers,
            byte[] body) {
        Agreement provider = providers.admit(name, secret);
        byte[] sent = body == null ? new byte[0] : body;
        if (sent.length > MAX_BODY) {
            throw Problem.tooLarge(MAX_BODY);
        }
        providers.verify(name, provider, headers.getHeaderString(provider.hmacHeader()), sent);
        WebhookEvent event = read(name, sent);
        providers.verify(name, provider, event);
        boolean duplicate = !events.add(name, event);
        providers.count(name, duplicate ? "duplicate" : "taken");
        return new Receipt(duplicate);
    }

    private WebhookEvent read(String provider, byte[] body) {
        try {
            return WebhookEvent.of(body);
        } catch (Problem malformed) {
            providers.count(provider, "malformed");
            throw malformed;
        }
    }
}
