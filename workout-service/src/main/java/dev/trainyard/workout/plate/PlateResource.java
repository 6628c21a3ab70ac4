package dev.trainyard.workout.plate;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.identity.Caller;
import dev.trainyard.workout.weight.WeightUnit;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP surface of the plate calculator; it stores nothing. */
@Path("/api/v1/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
@Tag(name = "Plates")
public class PlateResource {

    private static final BigDecimal MAX_KILOGRAMS = BigDecimal.valueOf(2000);

    private final Caller caller;
    private final GymStore gyms;

    PlateResource(Caller caller, GymStore gyms) {
        this.caller = caller;
        this.gyms = gyms;
    }

    @POST
    @Path("/plates:load")
    @Operation(
            summary = "How to load the bar for sets one after the other with the fewest plate changes",
            description =
                    "A weight that the plates do not make is replaced by the nearest, the lighter of two as near.")
    @APIResponse(responseCode = "200", description = "What to load for each set, and what to change before it")
    @APIResponse(responseCode = "400", description = "invalid-input")
    @APIResponse(responseCode = "404", description = "No such gym of the caller's")
    public LoadPlan load(@NotNull @Valid LoadDraft draft) {
        requireAllowed(draft);
        Barbell barbell = draft.equipment() == null
                ? gymOf(draft).barbell()
                : draft.equipment().checked("/equipment");
        return LoadPlan.of(barbell, draft.targets());
    }

    @POST
    @Path("/plates:weigh")
    @Operation(
            summary = "What a bar weighs with plates on it",
            description = "The other way round: the pairs are those that are on the bar.")
    @APIResponse(responseCode = "200", description = "The weight in both units")
    @APIResponse(responseCode = "400", description = "invalid-input")
    public LoadedBar weigh(@NotNull @Valid GymDraft loaded) {
        Barbell barbell = loaded.checked("");
        BigDecimal kilograms = barbell.heaviest();
        return new LoadedBar(WeightUnit.KG.ofKilograms(kilograms), WeightUnit.LB.ofKilograms(kilograms));
    }

    private Gym gymOf(LoadDraft draft) {
        return gyms.chosen(caller.id(), draft.gym()).orElseThrow(() -> Problem.notFound("gym"));
    }

    private static void requireAllowed(LoadDraft draft) {
        List<Violation> violations = new ArrayList<>();
        if (draft.gym() != null && draft.equipment() != null) {
            violations.add(Violation.inBody("/equipment", "must not come with a gym"));
        }
        for (int i = 0; i < draft.targets().size(); i++) {
            BigDecimal kilograms = draft.targets().get(i).kilograms();
            if (kilograms.signum() < 0 || kilograms.compareTo(MAX_KILOGRAMS) > 0) {
                violations.add(Violation.inBody("/targets/" + i + "/weight", "must be from 0 to 2000 kg"));
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }
}
