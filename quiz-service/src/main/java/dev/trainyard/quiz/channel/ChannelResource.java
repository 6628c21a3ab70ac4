package dev.trainyard.quiz.channel;

import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/**
 * HTTP surface of channels. What shows a secret is not idempotent by key, since the answer would be remembered as it is,
 * and the secret with it.
 */
@Path("/api/v1/message-channels")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Message channels", description = "What a user's messages go out by: bots and webhooks")
class ChannelResource {

    private final Caller caller;
    private final Channels channels;

    ChannelResource(Caller caller, Channels channels) {
        this.caller = caller;
        this.channels = channels;
    }

    /** The message that was put into the queue. */
    record TestReceipt(UUID messageId) {}

    @POST
    @Operation(
            summary = "Make a channel",
            description =
                    "A bot's token is kept encrypted. The secret of a webhook is shown in this answer and never again.")
    @APIResponseSchema(value = NewChannel.class, responseCode = "201", responseDescription = "The channel")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "409", description = "too-many-channels")
    public RestResponse<NewChannel> create(@NotNull @Valid ChannelDraft draft) {
        NewChannel made = channels.create(caller.id(), draft);
        return ResponseBuilder.create(Status.CREATED, made)
                .location(
                        URI.create("/api/v1/message-channels/" + made.channel().id()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Operation(summary = "The caller's channels, without their secrets")
    public Page<ChannelView> list(@BeanParam PageQuery page) {
        return channels.list(caller.id(), page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One channel, without its secret")
    public ChannelView read(UUID id) {
        return channels.read(caller.id(), id);
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change a channel",
            description = "Its name, the token of a bot, the address of a webhook. Messages that wait go out by what it"
                    + " is when it is their turn.")
    @APIResponseSchema(value = ChannelView.class, responseDescription = "The channel as it is now")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "not-found")
    public ChannelView change(UUID id, @NotNull @Valid ChannelPatch patch) {
        return channels.change(caller.id(), id, patch);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Remove a channel",
            description = "With its secret and its announcements at once; what it has sent follows within some hours.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "channel-in-use: messages wait for it")
    public void delete(UUID id) {
        channels.delete(caller.id(), id);
    }

    @POST
    @Path("/{id}/secret")
    // There is no body, and so no type of one.
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Replace the secret of a webhook",
            description = "The new one is shown in this answer and never again; nothing is signed with the old one.")
    @APIResponse(responseCode = "200", description = "The channel and its new secret")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "channel-has-no-such-secret: it is no webhook")
    public RestResponse<NewChannel> rotate(UUID id) {
        return ResponseBuilder.ok(channels.rotate(caller.id(), id))
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("/{id}/test")
    @Idempotent
    @Operation(
            summary = "Send a message that says that the channel works",
            description = "Through the queue, before ordinary ones; GET /api/v1/messages/{id} tells what came of it.")
    @APIResponseSchema(value = TestReceipt.class, responseCode = "202", responseDescription = "It is in the queue")
    @APIResponse(responseCode = "400", description = "invalid-input: no chat of this kind of channel")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "too-many-messages: too many of the caller's wait to be sent")
    public RestResponse<TestReceipt> test(UUID id, @NotNull @Valid TestMessage message) {
        return ResponseBuilder.create(Status.ACCEPTED, new TestReceipt(channels.test(caller.id(), id, message)))
                .build();
    }
}
