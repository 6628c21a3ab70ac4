package dev.trainyard.workout.aggregate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
import dev.trainyard.workout.aggregate.AggregateStore.Question;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of what was done per day, week and month. */
@Path("/api/v1/trends/aggregates")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Trends")
public class AggregateResource {

    /** The query that says which figures are wanted. */
    public static class Selection {

        @QueryParam("granularity")
        @Parameter(description = "day, week or month; day when unsaid")
        String granularity;

        @QueryParam("exercise")
        @Parameter(description = "Id or name of one exercise")
        String exercise;

        @QueryParam("from")
        @Parameter(description = "The first day, such as 2026-01-31")
        String from;

        @QueryParam("to")
        @Parameter(description = "The last day")
        String to;
    }

    private final Caller caller;
    private final AggregateStore aggregates;
    private final ExerciseStore exercises;

    AggregateResource(Caller caller, AggregateStore aggregates, ExerciseStore exercises) {
        this.caller = caller;
        this.aggregates = aggregates;
        this.exercises = exercises;
    }

    @GET
    @Path("/exercises")
    @Operation(summary = "What was done in each exercise per day, week or month, in finished workouts")
    @APIResponse(responseCode = "200", description = "Oldest first, in the caller's unit and calendar")
    @APIResponse(responseCode = "404", description = "not-found: the caller has no such exercise")
    public Page<ExerciseFigures> byExercise(@BeanParam Selection selection, @BeanParam PageQuery page) {
        Question question = question(selection, Optional.empty());
        return aggregates.byExercise(caller.id(), question, page);
    }

    @GET
    @Path("/muscles")
    @Operation(summary = "What each muscle did per day, week or month, in finished workouts")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first; exercises that the catalogue does not know are left out")
    @APIResponse(responseCode = "404", description = "not-found: the caller has no such exercise")
    public Page<MuscleFigures> byMuscle(
            @BeanParam Selection selection,
            @QueryParam("muscle") @Parameter(description = "One muscle, such as chest") String muscle,
            @BeanParam PageQuery page) {
        Question question = question(selection, Optional.ofNullable(muscle));
        return aggregates.byMuscle(caller.id(), question, page);
    }

    private Question question(Selection selection, Optional<String> muscle) {
        return new Question(
                Granularity.ofQuery(selection.granularity),
                DayRange.ofQuery(selection.from, selection.to),
                Optional.ofNullable(selection.exercise).map(this::idOf),
                muscle);
    }

    private UUID idOf(String exercise) {
        return exercises
                .find(caller.id(), ExerciseReference.of(exercise))
                .orElseThrow(() -> Problem.notFound("exercise"))
                .id();
    }
}
