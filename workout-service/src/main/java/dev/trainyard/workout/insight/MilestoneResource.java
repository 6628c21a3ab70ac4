package dev.trainyard.workout.insight;

import dev.trainyard.kit.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of milestones. */
@Path("/api/v1/trends/milestones")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Trends")
public class MilestoneResource {

    private final Caller caller;
    private final MilestoneStore milestones;

    MilestoneResource(Caller caller, MilestoneStore milestones) {
        this.caller = caller;
        this.milestones = milestones;
    }

    @GET
    @Operation(
            summary = "How far the caller has come to multiples of the body weight in five lifts",
            description = "By sets of exercises that stand for the lift in the catalogue; warm-ups do not count.")
    public Milestones list() {
        return new Milestones(milestones.list(caller.id()));
    }
}
