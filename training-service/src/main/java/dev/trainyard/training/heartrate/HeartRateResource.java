package dev.trainyard.training.heartrate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the heart rate during an activity. */
@Path("/api/v1/activities/{id}/heart-rate")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Activities")
public class HeartRateResource {

    private static final int MAX_RESOLUTION = 3600;

    private final Caller caller;
    private final HeartRateStore heartRates;

    HeartRateResource(Caller caller, HeartRateStore heartRates) {
        this.caller = caller;
        this.heartRates = heartRates;
    }

    @GET
    @Operation(
            summary = "The heart rate during an activity",
            description = "Each sample is the seconds since the start and the beats per minute.")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "There is no such activity, or it is somebody else's")
    public HeartRateView read(
            UUID id,
            @QueryParam("resolution")
                    @Parameter(
                            description = "At most one sample for each so many seconds: the mean of those in them",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "3600",
                                            defaultValue = "1"))
                    String resolution) {
        int seconds = seconds(resolution);
        HeartRateStore.Stored stored = heartRates.find(caller.id(), id).orElseThrow(() -> Problem.notFound("activity"));
        return stored.stream()
                .map(stream -> HeartRateView.of(stored.start(), stream, seconds))
                .orElseGet(() -> HeartRateView.empty(stored.start()));
    }

    private static int seconds(String resolution) {
        if (resolution == null) {
            return 1;
        }
        try {
            int seconds = Integer.parseInt(resolution);
            if (seconds >= 1 && seconds <= MAX_RESOLUTION) {
                return seconds;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(
                Violation.inQuery("resolution", "must be a whole number of seconds from 1 to " + MAX_RESOLUTION));
    }
}
