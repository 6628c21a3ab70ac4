package dev.trainyard.kit.note;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.idempotency.Idempotent;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Cursor;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** A resource as small as can be, through which the kit's tests look at the kit. */
@Path("/api/v1/notes")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class NoteResource {

    private final Caller caller;
    private final Database database;

    NoteResource(Caller caller, Database database) {
        this.caller = caller;
        this.database = database;
    }

    public record Tag(@NotBlank String name, @Max(9) int weight) {}

    public record NoteDraft(
            @NotBlank @Size(max = 20) String title, @Valid List<Tag> tags) {}

    record Name(String name) {}

    public record NoteView(UUID id, String title) {
        static NoteView of(ResultSet row) throws SQLException {
            return new NoteView(row.getObject("id", UUID.class), row.getString("title"));
        }
    }

    @POST
    @Idempotent
    public RestResponse<NoteView> create(@NotNull @Valid NoteDraft draft) {
        NoteView note = database.one(
                        "INSERT INTO note (user_id, title) VALUES (?, ?) RETURNING id, title",
                        NoteView::of,
                        caller.id(),
                        draft.title())
                .orElseThrow();
        return ResponseBuilder.create(RestResponse.Status.CREATED, note)
                .location(URI.create("/api/v1/notes/" + note.id()))
                .build();
    }

    @GET
    public Page<NoteView> list(@BeanParam PageQuery page) {
        UUID after = page.cursor(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<NoteView> rows = database.list("""
                SELECT id, title FROM note
                WHERE user_id = ? AND (?::uuid IS NULL OR id > ?::uuid)
                ORDER BY id LIMIT ?
                """, NoteView::of, caller.id(), after, after, page.limitPlusOne());
        return Page.of(rows, page, note -> Cursor.after(note.id()));
    }

    @GET
    @Path("/{id}")
    public NoteView read(UUID id) {
        return database.one("SELECT id, title FROM note WHERE user_id = ? AND id = ?", NoteView::of, caller.id(), id)
                .orElseThrow(() -> Problem.notFound("note"));
    }

    @DELETE
    @Path("/{id}")
    public void delete(UUID id) {
        if (database.update("DELETE FROM note WHERE user_id = ? AND id = ?", caller.id(), id) == 0) {
            throw Problem.notFound("note");
        }
    }

    @GET
    @Path("/sleep/{seconds}")
    public String sleep(double seconds) {
        return database.one("SELECT pg_sleep(?)", row -> "slept", seconds).orElseThrow();
    }

    @GET
    @Path("/broken")
    public String broken() {
        throw new IllegalStateException("secret of the inside");
    }

    @POST
    @Path("/name")
    public String name(@NotNull Name name) {
        return name.name();
    }

    /** Of two that differ in what they take, the type of the body decides. */
    @POST
    @Path("/text")
    @Consumes(MediaType.TEXT_PLAIN)
    public String text(String text) {
        return text;
    }

    @POST
    @Path("/text")
    @Consumes(MediaType.APPLICATION_JSON)
    public String json(NoteDraft draft) {
        return draft.title();
    }

    @GET
    @Path("/admin")
    @RolesAllowed("admin")
    public String admin() {
        return "welcome";
    }
}
