package dev.trainyard.quiz.announcement;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a quiz's announcements, for its creator. */
@Path("/api/v1/quizzes/{id}/announcements")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Announcements", description = "Where the course of a quiz is told of")
class AnnouncementResource {

    private final Caller caller;
    private final AnnouncementService announcements;

    AnnouncementResource(Caller caller, AnnouncementService announcements) {
        this.caller = caller;
        this.announcements = announcements;
    }

    @PUT
    @Operation(
            summary = "Say where the course of a quiz is told of, and which moments",
            description = "Over what was said before. What has been told of is not told of again.")
    @APIResponseSchema(value = AnnouncementView.class, responseDescription = "It is told of there from now on")
    @APIResponse(
            responseCode = "400",
            description = "invalid-input: no channel of the caller's, or no chat of its kind")
    @APIResponse(responseCode = "404", description = "not-found: the quiz")
    @APIResponse(responseCode = "409", description = "quiz-is-closed")
    public AnnouncementView put(UUID id, @NotNull @Valid AnnouncementDraft draft) {
        return announcements.put(caller.id(), id, draft);
    }

    @GET
    @Operation(summary = "Where the course of a quiz is told of, and which moments")
    @APIResponseSchema(value = AnnouncementView.class, responseDescription = "There")
    @APIResponse(responseCode = "404", description = "not-found: the quiz, or it is told of nowhere")
    public AnnouncementView read(UUID id) {
        return announcements.read(caller.id(), id);
    }

    @DELETE
    @Operation(summary = "Tell of a quiz no more", description = "What is in the queue already is sent all the same.")
    @APIResponse(responseCode = "204", description = "Nothing is told of any more")
    @APIResponse(responseCode = "404", description = "not-found: the quiz, or it is told of nowhere")
    public void delete(UUID id) {
        announcements.delete(caller.id(), id);
    }
}
