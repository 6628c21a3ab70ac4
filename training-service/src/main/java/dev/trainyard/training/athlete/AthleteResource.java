package dev.trainyard.training.athlete;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.version.IfMatch;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** HTTP surface of what users say of themselves. */
@Path("/api/v1/athlete")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Athlete", description = "What the user's training loads depend on")
class AthleteResource {

    private static final String EXAMPLE = """
            {"sex": "female", "birthYear": 1991, "timeZone": "Europe/Berlin"}""";

    private final Caller caller;
    private final AthleteStore athletes;

    AthleteResource(Caller caller, AthleteStore athletes) {
        this.caller = caller;
        this.athletes = athletes;
    }

    @GET
    @Operation(summary = "What the caller said of themselves, with the defaults of what was never said")
    @APIResponse(responseCode = "200", description = "The athlete, version 0 when never written")
    public RestResponse<AthleteView> read() {
        return tagged(athletes.of(caller.id()));
    }

    @PUT
    @Operation(
            summary = "Say what loads depend on",
            description = "Replaces all of it. Sex and time zone count for all activities, whose loads follow at once.")
    @APIResponse(responseCode = "200", description = "The athlete as it is now")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "412", description = "It changed since it was read")
    @APIResponse(responseCode = "428", description = "There is no If-Match")
    public RestResponse<AthleteView> write(
            @HeaderParam("If-Match") String ifMatch,
            @NotNull
                    @Valid
                    @RequestBody(content = @Content(examples = @ExampleObject(name = "An athlete", value = EXAMPLE)))
                    AthleteDraft draft) {
        AthleteDraft checked = draft.checked();
        long version = athletes.of(caller.id()).version();
        new IfMatch(ifMatch).require(version);
        return tagged(athletes.write(caller.id(), version, checked).orElseThrow(IfMatch::stale));
    }

    private static RestResponse<AthleteView> tagged(AthleteView athlete) {
        return ResponseBuilder.ok(athlete).tag(IfMatch.tag(athlete.version())).build();
    }
}
