package dev.trainyard.workout.dashboard;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.workout.preference.TimeZones;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the dashboard. */
@Path("/api/v1/dashboard")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Dashboard")
public class DashboardResource {

    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 366;

    private final Caller caller;
    private final OneQueryDashboards dashboards;

    DashboardResource(Caller caller, OneQueryDashboards dashboards) {
        this.caller = caller;
        this.dashboards = dashboards;
    }

    @GET
    @Operation(summary = "What the caller did in the last days")
    public DashboardView read(
            @QueryParam("days") @Parameter(description = "1 to 366 calendar days, 30 when unsaid, today included")
                    String days,
            @HeaderParam(TimeZones.HEADER) @Parameter(description = "Whose days; else as in the caller's preferences")
                    String timeZone) {
        return dashboards.read(caller.id(), TimeZones.ofHeader(timeZone), daysOf(days));
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
