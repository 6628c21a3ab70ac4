package dev.trainyard.deployment.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trainyard.deployment.invocation.IdempotencyKey;
import dev.trainyard.deployment.invocation.InvocationRequest;
import dev.trainyard.deployment.invocation.Invocations;
import dev.trainyard.deployment.invocation.Invoked;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.webhook.Signature;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Where webhooks come in: takes no token, since the signature says who sends. The body is the run's input. */
@Path("/api/v1/deployments/webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
@Tag(name = "Webhooks")
class IntakeResource {

    // As many digits as there are: an input is what was sent.
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final WebhookStore store;
    private final Webhooks webhooks;
    private final Invocations invocations;

    IntakeResource(WebhookStore store, Webhooks webhooks, Invocations invocations) {
        this.store = store;
        this.webhooks = webhooks;
        this.invocations = invocations;
    }

    /**
     * What became of a webhook.
     *
     * @param invocationId the run
     * @param duplicate whether it was sent before, and began that run then
     */
    record WebhookReceipt(UUID invocationId, boolean duplicate) {}

    @POST
    // The body is checked as it came, whatever it says it is.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Begin a run by a webhook",
            description = "Without a token: signed as Standard Webhooks 1.0.0 has it. Sent again with the same"
                    + " webhook-id, it is the same run.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "order", value = """
                                    {"type": "order.created", "data": {"id": 7}}""")))
    @APIResponseSchema(
            value = WebhookReceipt.class,
            responseCode = "202",
            responseDescription = "The run is accepted, now or before")
    @APIResponse(responseCode = "400", description = "malformed-json, invalid-input")
    @APIResponse(responseCode = "401", description = "webhook-signature-invalid: or there is no such webhook")
    @APIResponse(responseCode = "409", description = "deployment-paused")
    @APIResponse(responseCode = "422", description = "input-refused, idempotency-key-reused")
    @APIResponse(responseCode = "429", description = "deployment-full, queue-full")
    public RestResponse<WebhookReceipt> take(
            UUID id,
            @HeaderParam("webhook-id") String messageId,
            @HeaderParam("webhook-timestamp") String timestamp,
            @HeaderParam("webhook-signature") String signatures,
            byte[] body) {
        byte[] sent = body == null ? new byte[0] : body;
        WebhookStore.Receiver receiver = admitted(id, new Signature(messageId, timestamp, signatures), sent);
        Invoked invoked = invocations.invoke(new InvocationRequest(
                receiver.user(),
                receiver.deployment(),
                null,
                Trigger.WEBHOOK,
                input(sent),
                Duration.ZERO,
                new IdempotencyKey("webhook:" + id + ":" + messageId, IdempotencyKey.Policy.RETURN_EXISTING),
                null));
        return ResponseBuilder.create(
                        RestResponse.Status.ACCEPTED,
                        new WebhookReceipt(invoked.invocation().id(), invoked.isRepeated()))
                .build();
    }

    /** What is wrong is not told: whoever does not know the secret learns nothing, not even whether there is one. */
    private WebhookStore.Receiver admitted(UUID id, Signature signature, byte[] body) {
        if (!signature.isTimely(Instant.now())) {
            throw refused();
        }
        WebhookStore.Receiver receiver = store.receiver(id).orElseThrow(IntakeResource::refused);
        return webhooks.secret(receiver)
                .filter(secret -> signature.isOf(secret, body))
                .map(good -> receiver)
                .orElseThrow(IntakeResource::refused);
    }

    private static JsonNode input(byte[] body) {
        try {
            JsonNode input = JSON.readTree(body);
            if (input.isMissingNode()) {
                throw Problem.badRequest("malformed-json", "There is no body.");
            }
            return input;
        } catch (JsonProcessingException malformed) {
            throw Problem.badRequest("malformed-json", "The body is not JSON.");
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory can be read", impossible);
        }
    }

    private static Problem refused() {
        return Problem.of(
                401,
                "webhook-signature-invalid",
                "There is no such webhook, or webhook-id, webhook-timestamp and webhook-signature do not prove that it is"
                        + " meant.");
    }
}
