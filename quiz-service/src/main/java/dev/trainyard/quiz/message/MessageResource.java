package dev.trainyard.quiz.message;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of messages, for those whose channels they go out by. */
@Path("/api/v1/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Messages", description = "What is sent by the caller's channels, and what became of it")
class MessageResource {

    private final Caller caller;
    private final MessageService messages;

    MessageResource(Caller caller, MessageService messages) {
        this.caller = caller;
        this.messages = messages;
    }

    @GET
    @Operation(summary = "The caller's messages, newest first, without what they say")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", description = "A query parameter that is not allowed; both filters at once")
    public Page<MessageSummary> list(
            @QueryParam("status")
                    @Parameter(
                            description = "Only those of this status",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"waiting", "sending", "sent", "dead", "cancelled"}))
                    String status,
            @QueryParam("channelId")
                    @Parameter(
                            description = "Only those of this channel; not together with a status",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String channel,
            @BeanParam PageQuery page) {
        return messages.list(caller.id(), MessageStatus.ofQuery(status), channelOf(channel), page);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One message with what it says")
    @APIResponseSchema(value = MessageView.class, responseCode = "200", responseDescription = "The message")
    @APIResponse(responseCode = "404", description = "The caller has no such message")
    public MessageView read(UUID id) {
        return messages.read(caller.id(), id);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            summary = "Take a message back that waits",
            description = "Those of its chat that come after it go on. Its deduplication key stays used.")
    @APIResponseSchema(value = MessageView.class, responseCode = "200", responseDescription = "The message")
    @APIResponse(responseCode = "404", description = "The caller has no such message")
    @APIResponse(
            responseCode = "409",
            description =
                    "It does not wait: message-is-sending, message-is-sent, message-is-dead, message-is-cancelled")
    public MessageView cancel(UUID id) {
        return messages.cancel(caller.id(), id);
    }

    private static Optional<UUID> channelOf(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalid(Violation.inQuery("channelId", "is not the id of a channel"));
        }
    }
}
