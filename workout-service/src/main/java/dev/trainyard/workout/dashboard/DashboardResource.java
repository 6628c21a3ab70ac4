package dev.trainyard.workout.dashboard;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import dev.trainyard.workout.preference.TimeZones;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the dashboard. */
@Path("/api/v1/dashboard")
@jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Dashboard")
public class DashboardResource {

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 366;

    @Produces
    static final RolloutDefinition ROLLOUT =
            new RolloutDefinition("dashboard-cte", "A dashboard by one query instead of one for each figure");

    private final Caller caller;
    private final Rollouts rollouts;
    private final OneQueryDashboards fast;
    private final SeparateQueriesDashboards plain;

    DashboardResource(Caller caller, Rollouts rollouts, OneQueryDashboards fast, SeparateQueriesDashboards plain) {
        this.caller = caller;
        this.rollouts = rollouts;
        this.fast = fast;
        this.plain = plain;
    }

    @GET
    @Operation(summary = "What the caller did in the last days")
    public DashboardView read(
            @QueryParam("days") @Parameter(description = "1 to 366 calendar days, 30 when unsaid, today included")
                    String days,
            @HeaderParam(TimeZones.HEADER) @Parameter(description = "Whose days; else as in the caller's preferences")
                    String timeZone) {
        String user = caller.id();
        Optional<ZoneId> zone = TimeZones.ofHeader(timeZone);
        int wanted = daysOf(days);
        return rollouts.read(
                ROLLOUT.name(), user, () -> plain.read(user, zone, wanted), () -> fast.read(user, zone, wanted));
    }

    private static int daysOf(String days) {
        if (days == null) {
            return DEFAULT_DAYS;
        }
        try {
            int wanted = Integer.parseInt(days);
            if (wanted >= 1 && wanted <= MAX_DAYS) {
                return wanted;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery("days", "must be a whole number from 1 to " + MAX_DAYS));
    }
}
