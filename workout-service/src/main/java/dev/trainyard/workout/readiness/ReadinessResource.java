package dev.trainyard.workout.readiness;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.workout.day.Days;
import dev.trainyard.workout.preference.TimeZones;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of readiness. */
@Path("/api/v1/recovery/readiness")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Recovery")
public class ReadinessResource {

    private final Caller caller;
    private final ReadinessStore days;

    ReadinessResource(Caller caller, ReadinessStore days) {
        this.caller = caller;
        this.days = days;
    }

    @GET
    @Operation(
            summary = "How ready the caller is for training, and why",
            description = "By readiness@1, from the day's recovery and sleep and the thirty days before.")
    @APIResponse(responseCode = "200", description = "A value from 0 to 1, or a reason why there is none")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public ReadinessView read(
            @QueryParam("day") @Parameter(description = "Today when unsaid", example = "2026-03-29") String day,
            @QueryParam("strategy")
                    @Parameter(description = "conservative, moderate (when unsaid), adaptive or aggressive")
                    String strategy,
            @QueryParam("experience") @Parameter(description = "beginner, intermediate (when unsaid) or advanced")
                    String experience,
            @HeaderParam(TimeZones.HEADER)
                    @Parameter(description = "Where it is which day; else as in the caller's preferences")
                    String timeZone) {
        Strategy wanted = one("strategy", strategy, Strategy.MODERATE);
        Experience trained = one("experience", experience, Experience.INTERMEDIATE);
        return ReadinessView.of(
                days.read(caller.id(), Days.inQuery("day", day), TimeZones.ofHeader(timeZone)), trained, wanted);
    }

    private static <E extends Enum<E>> E one(String name, String text, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> code(value).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(Violation.inQuery(
                        name,
                        "must be one of "
                                + Arrays.stream(all)
                                        .map(ReadinessResource::code)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
