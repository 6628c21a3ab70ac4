package dev.trainyard.workout.progression;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.workout.set.SetBounds;
import dev.trainyard.workout.weight.Weight;
import dev.trainyard.workout.weight.WeightUnit;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of what comes next of an exercise. */
@Path("/api/v1/exercises")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Progression")
public class ProgressionResource {

    private static final int MAX_SETS = 30;
    private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4})?");

    private final Caller caller;
    private final ProgressionService progression;

    ProgressionResource(Caller caller, ProgressionService progression) {
        this.caller = caller;
        this.progression = progression;
    }

    @GET
    @Path("/{id}/next-load")
    @Operation(
            summary = "What to load next, and why",
            description = "By the caller's progression type, from the last five finished workouts with the exercise.")
    @APIResponse(responseCode = "200", description = "The load, or why there is none")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "No such exercise, or gym, of the caller's")
    public Suggestion nextLoad(
            UUID id,
            @QueryParam("reps")
                    @Parameter(description = "To be reached in each set; what the first set did when unsaid")
                    String reps,
            @QueryParam("maxReps") @Parameter(description = "The upper end of a range from reps") String maxReps,
            @QueryParam("sets") @Parameter(description = "How many sets are to reach them") String sets,
            @QueryParam("gym") @Parameter(description = "Whose plates; the caller's only gym when unsaid") String gym,
            @QueryParam("readiness") @Parameter(description = "excellent, good, moderate or poor; for adaptive")
                    String readiness) {
        Integer least = number("reps", reps, 1, SetBounds.MAX_REPS);
        Integer most = number("maxReps", maxReps, least == null ? 1 : least, SetBounds.MAX_REPS);
        if (most != null && least == null) {
            throw Problem.invalid(Violation.inQuery("maxReps", "must come with reps"));
        }
        Goal goal = new Goal(least, most, number("sets", sets, 1, MAX_SETS));
        return progression.nextLoad(caller.id(), id, goal, gym, Readiness.ofQuery(readiness));
    }

    @GET
    @Path("/{id}/warmup-sets")
    @Operation(
            summary = "Sets to warm up with",
            description = "By the percentages and repetitions of the caller's preferences; each can be loaded.")
    @APIResponse(responseCode = "200", description = "The sets, lightest first")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "No such exercise, or gym, of the caller's")
    public Warmup warmup(
            UUID id,
            @QueryParam("weight") @Parameter(description = "The working weight; the next load when unsaid")
                    String weight,
            @QueryParam("unit") @Parameter(description = "kg or lb, with a weight") String unit,
            @QueryParam("gym") @Parameter(description = "Whose plates; the caller's only gym when unsaid") String gym) {
        return progression.warmup(caller.id(), id, working(weight, unit), gym);
    }

    private static Integer number(String name, String text, int least, int most) {
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a whole number from " + least + " to " + most));
    }

    private static Optional<Weight> working(String weight, String unit) {
        if (weight == null && unit == null) {
            return Optional.empty();
        }
        if (!"kg".equals(unit) && !"lb".equals(unit)) {
            throw Problem.invalid(Violation.inQuery("unit", "must be kg or lb, with a weight"));
        }
        if (weight != null && WEIGHT.matcher(weight).matches()) {
            Weight working = new Weight(new BigDecimal(weight), WeightUnit.ofSymbol(unit));
            if (working.weight().signum() > 0 && SetBounds.isWeight(working.weight(), working.unit())) {
                return Optional.of(working);
            }
        }
        throw Problem.invalid(
                Violation.inQuery("weight", "must be above 0, at most 2000 kg, of four decimals at most"));
    }
}
