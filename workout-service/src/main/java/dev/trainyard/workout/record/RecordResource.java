package dev.trainyard.workout.record;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.kit.page.Page;
import dev.trainyard.kit.page.PageQuery;
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

/** HTTP surface of personal records. */
@Path("/api/v1/records")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Records")
public class RecordResource {

    private final Caller caller;
    private final RecordStore records;
    private final ExerciseStore exercises;

    RecordResource(Caller caller, RecordStore records, ExerciseStore exercises) {
        this.caller = caller;
        this.records = records;
        this.exercises = exercises;
    }

    @GET
    @Operation(summary = "The caller's personal records, in the caller's unit")
    public Page<RecordView> list(
            @QueryParam("exercise") @Parameter(description = "Id or name of one exercise") String exercise,
            @BeanParam PageQuery page) {
        return records.list(caller.id(), Optional.ofNullable(exercise).map(this::idOf), page);
    }

    @GET
    @Path("/history")
    @Operation(
            summary = "What became of the caller's personal records, newest first",
            description = "Each change with the former value: raised, lowered, moved or retracted.")
    @APIResponse(responseCode = "200", description = "A page of changes")
    @APIResponse(responseCode = "404", description = "No such exercise of the caller's")
    public Page<RecordEventView> history(
            @QueryParam("exercise") @Parameter(description = "Id or name of one exercise") String exercise,
            @BeanParam PageQuery page) {
        return records.history(caller.id(), Optional.ofNullable(exercise).map(this::idOf), page);
    }

    @GET
    @Path("/estimate")
    @Operation(
            summary = "The one-repetition maximum of a set by each formula",
            description = "Formulas differ, the more so the more repetitions; records are kept by epley@1.")
    public OneRepMaxEstimates estimate(@BeanParam OneRepMaxQuery query) {
        return query.estimates();
    }

    private UUID idOf(String exercise) {
        return exercises
                .find(caller.id(), ExerciseReference.of(exercise))
                .orElseThrow(() -> Problem.notFound("exercise"))
                .id();
    }
}
