package dev.trainyard.workout.preference;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    @Operation(summary = "The caller's time zone and unit of weight")
    public Preferences read() {
        return preferences.of(caller.id());
    }

    @PUT
    @Operation(summary = "Set the caller's time zone and unit of weight")
    public Preferences replace(@NotNull @Valid Preferences replacement) {
        if (TimeZones.named(replacement.timeZone()).isEmpty()) {
            throw Problem.invalid(
                    Violation.inBody("/timeZone", "must be the name of a time zone, such as Europe/Berlin"));
        }
        preferences.replace(caller.id(), replacement);
        return replacement;
    }
}
