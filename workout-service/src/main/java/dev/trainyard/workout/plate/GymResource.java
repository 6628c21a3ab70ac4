package dev.trainyard.workout.plate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.exercise.ExerciseName;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a user's gyms: the bar and the plates of each. */
@Path("/api/v1/preferences/gyms")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Plates")
public class GymResource {

    private static final int MAX_NAME = 60;

    private final Caller caller;
    private final GymStore gyms;

    GymResource(Caller caller, GymStore gyms) {
        this.caller = caller;
        this.gyms = gyms;
    }

    @GET
    @Operation(summary = "The caller's gyms, by name")
    public Page<Gym> list(@BeanParam PageQuery page) {
        return gyms.list(caller.id(), page);
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "A gym: its bar and plates")
    @APIResponse(responseCode = "200", description = "The gym")
    @APIResponse(responseCode = "404", description = "No such gym of the caller's")
    public Gym read(String name) {
        return gyms.find(caller.id(), name).orElseThrow(GymResource::absent);
    }

    @PUT
    @Path("/{name}")
    @Operation(
            summary = "Set the bar and the plates of a gym, which is made when it is new",
            description = "At most 20 kinds of plates in 60 pairs, which make at most 50,000 different weights.")
    @APIResponse(responseCode = "200", description = "The gym as it is now")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public Gym put(String name, @NotNull @Valid GymDraft draft) {
        Barbell barbell = draft.checked("");
        String normal = ExerciseName.normal(name);
        if (!ExerciseName.isUsable(normal) || normal.codePointCount(0, normal.length()) > MAX_NAME) {
            throw Problem.invalid(new Violation("path", "name", "must be 1 to " + MAX_NAME + " characters"));
        }
        gyms.put(caller.id(), normal, draft);
        return new Gym(normal, barbell.bar(), barbell.plates());
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Remove a gym")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "404", description = "No such gym of the caller's")
    public void delete(String name) {
        if (!gyms.delete(caller.id(), name)) {
            throw absent();
        }
    }

    private static Problem absent() {
        return Problem.notFound("gym");
    }
}
