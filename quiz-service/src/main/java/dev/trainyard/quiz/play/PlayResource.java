package dev.trainyard.quiz.play;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a quiz for those who play it. */
@Path("/api/v1/quizzes/{id}/play")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Playing")
class PlayResource {

    private final Caller caller;
    private final OpenedQuizzes quizzes;
    private final PlayStore store;

    PlayResource(Caller caller, OpenedQuizzes quizzes, PlayStore store) {
        this.caller = caller;
        this.quizzes = quizzes;
        this.store = store;
    }

    @GET
    @Operation(summary = "How far the quiz has come, and how it is played", description = "Without its questions.")
    public PlayView read(UUID id) {
        return store.view(caller.id(), quizzes.of(caller.id(), id)).orElseThrow(OpenedQuizzes::notFound);
    }
}
