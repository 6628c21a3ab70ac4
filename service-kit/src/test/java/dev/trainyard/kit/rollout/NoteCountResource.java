package dev.trainyard.kit.rollout;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** An optimised resource as small as can be: how many notes somebody has, by a rollout that is right and two that are not. */
@Path("/api/v1/note-counts")
@jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class NoteCountResource {

    @Produces
    static final RolloutDefinition RIGHT = new RolloutDefinition("note-count", "Notes counted by the database");

    @Produces
    static final RolloutDefinition WRONG = new RolloutDefinition("note-count-wrong", "Notes counted with one too many");

    @Produces
    static final RolloutDefinition BROKEN = new RolloutDefinition("note-count-broken", "Notes that cannot be counted");

    private final Rollouts rollouts;
    private final Caller caller;
    private final Database database;

    NoteCountResource(Rollouts rollouts, Caller caller, Database database) {
        this.rollouts = rollouts;
        this.caller = caller;
        this.database = database;
    }

    public record NoteCount(int notes) {}

    @GET
    @Path("/right")
    public NoteCount right() {
        String user = caller.id();
        return rollouts.read(RIGHT.name(), user, () -> plain(user), () -> counted("SELECT count(*)", user));
    }

    @GET
    @Path("/wrong")
    public NoteCount wrong() {
        String user = caller.id();
        return rollouts.read(WRONG.name(), user, () -> plain(user), () -> counted("SELECT count(*) + 1", user));
    }

    @GET
    @Path("/broken")
    public NoteCount broken() {
        String user = caller.id();
        return rollouts.read(BROKEN.name(), user, () -> plain(user), () -> counted("SELECT 1 / 0", user));
    }

    private NoteCount plain(String user) {
        return new NoteCount(database.list("SELECT id FROM note WHERE user_id = ?", row -> row.getString(1), user)
                .size());
    }

    private NoteCount counted(String select, String user) {
        return database.one(select + " FROM note WHERE user_id = ?", row -> new NoteCount(row.getInt(1)), user)
                .orElseThrow();
    }
}
