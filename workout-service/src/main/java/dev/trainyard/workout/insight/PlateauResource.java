package dev.trainyard.workout.insight;

import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of plateaus. */
@Path("/api/v1/trends/plateaus")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Trends")
public class PlateauResource {

    private final Caller caller;
    private final PlateauStore plateaus;

    PlateauResource(Caller caller, PlateauStore plateaus) {
        this.caller = caller;
        this.plateaus = plateaus;
    }

    @GET
    @Operation(
            summary = "The exercises that have not gone forward for three workouts or more",
            description = "Neither in the best e1RM nor in the heaviest weight. Finished workouts, without warm-ups.")
    public Page<Plateau> list(@BeanParam PageQuery page) {
        return plateaus.list(caller.id(), page);
    }
}
