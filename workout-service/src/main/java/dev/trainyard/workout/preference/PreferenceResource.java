package dev.trainyard.workout.preference;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of a user's preferences. */
@Path("/api/v1/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Preferences")
public class PreferenceResource {

    private final Caller caller;
    private final PreferenceStore preferences;

    PreferenceResource(Caller caller, PreferenceStore preferences) {
        this.caller = caller;
        this.preferences = preferences;
    }

    @GET
    @Operation(summary = "The caller's preferences, with the defaults of what was never set")
    public Preferences read() {
        return preferences.of(caller.id());
    }

    @PUT
    @Operation(
            summary = "Set the caller's time zone and unit of weight, and what else is given",
            description =
                    "What is absent beside them stays, so that a client that knows only these two undoes nothing.")
    @APIResponse(responseCode = "200", description = "All preferences as they are now")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public Preferences replace(@NotNull @Valid PreferencePatch replacement) {
        requireGiven("/timeZone", replacement.timeZone());
        requireGiven("/weightUnit", replacement.weightUnit());
        return preferences.change(caller.id(), replacement);
    }

    @PATCH
    @Operation(
            summary = "Set some of the caller's preferences",
            description = "What is absent stays. Warm-up percentages and repetitions must be equally many afterwards.")
    @APIResponse(responseCode = "200", description = "All preferences as they are now")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public Preferences change(@NotNull @Valid PreferencePatch patch) {
        return preferences.change(caller.id(), patch);
    }

    private static void requireGiven(String pointer, Object value) {
        if (value == null) {
            throw Problem.invalid(Violation.inBody(pointer, "must not be null"));
        }
    }
}
