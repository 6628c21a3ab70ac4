package dev.trainyard.workout.trend;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import dev.trainyard.workout.aggregate.DayRange;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import dev.trainyard.workout.trend.TrainingHabits.Rank;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of trends: how things go from week to week. */
@Path("/api/v1/trends")
@jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Trends")
public class TrendResource {

    @Produces
    static final RolloutDefinition ROLLOUT =
            new RolloutDefinition("trends-view", "Trends from a materialized view instead of a window over the weeks");

    private static final int DEFAULT_WEEKS = 12;
    private static final int MAX_WEEKS = 104;
    private static final int MAX_TARGET = 14;

    private final Caller caller;
    private final Rollouts rollouts;
    private final ViewTrends fast;
    private final WindowTrends plain;
    private final TrendView view;
    private final TrainingHabits habits;
    private final ExerciseStore exercises;

    TrendResource(
            Caller caller,
            Rollouts rollouts,
            ViewTrends fast,
            WindowTrends plain,
            TrendView view,
            TrainingHabits habits,
            ExerciseStore exercises) {
        this.caller = caller;
        this.rollouts = rollouts;
        this.fast = fast;
        this.plain = plain;
        this.view = view;
        this.habits = habits;
        this.exercises = exercises;
    }

    @GET
    @Operation(summary = "How the best e1RM of each exercise went from week to week, in finished workouts")
    @APIResponse(responseCode = "200", description = "Oldest first, in the caller's unit and calendar")
    @APIResponse(responseCode = "404", description = "not-found: the caller has no such exercise")
    public TrendPage list(
            @QueryParam("exercise") @Parameter(description = "Id or name of one exercise") String exercise,
            @QueryParam("from") @Parameter(description = "The first day, such as 2026-01-31") String from,
            @QueryParam("to") @Parameter(description = "The last day") String to,
            @BeanParam PageQuery page) {
        String user = caller.id();
        TrendQuestion question =
                new TrendQuestion(Optional.ofNullable(exercise).map(this::idOf), DayRange.ofQuery(from, to), page);
        Page<Trend> found =
                rollouts.read(ROLLOUT.name(), user, () -> plain.read(user, question), () -> fast.read(user, question));
        return new TrendPage(found.items(), found.next(), view.refreshedAt());
    }

    @GET
    @Path("/consistency")
    @Operation(summary = "How often the caller trained in the last weeks, against a target")
    public Consistency consistency(
            @QueryParam("weeks") @Parameter(description = "1 to 104, 12 when unsaid, this week included") String weeks,
            @QueryParam("target")
                    @Parameter(description = "Workouts in a week, 1 to 14, as in the caller's preferences when unsaid")
                    String target) {
        return habits.consistency(
                caller.id(),
                number("weeks", weeks, MAX_WEEKS).orElse(DEFAULT_WEEKS),
                number("target", target, MAX_TARGET));
    }

    @GET
    @Path("/exercises/top")
    @Operation(summary = "The exercises that the caller does most, in finished workouts and without warm-ups")
    public Page<TopExercise> top(
            @QueryParam("by") @Parameter(description = "volume, sets or workouts; volume when unsaid") String by,
            @QueryParam("from") @Parameter(description = "The first day, such as 2026-01-31") String from,
            @QueryParam("to") @Parameter(description = "The last day") String to,
            @BeanParam PageQuery page) {
        return habits.top(caller.id(), rank(by), DayRange.ofQuery(from, to), page);
    }

    private UUID idOf(String exercise) {
        return exercises
                .find(caller.id(), ExerciseReference.of(exercise))
                .orElseThrow(() -> Problem.notFound("exercise"))
                .id();
    }

    private static Rank rank(String by) {
        if (by == null) {
            return Rank.VOLUME;
        }
        for (Rank rank : Rank.values()) {
            if (rank.name().toLowerCase(Locale.ROOT).equals(by)) {
                return rank;
            }
        }
        throw Problem.invalid(Violation.inQuery("by", "must be one of sets, volume, workouts"));
    }

    private static Optional<Integer> number(String name, String text, int max) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            int wanted = Integer.parseInt(text);
            if (wanted >= 1 && wanted <= max) {
                return Optional.of(wanted);
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a whole number from 1 to " + max));
    }
}
