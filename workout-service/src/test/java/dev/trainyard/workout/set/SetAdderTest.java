package dev.trainyard.workout.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.workout.Training;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.weight.WeightUnit;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a set is added, the answer and what is left behind are the same. */
@QuarkusTest
class SetAdderTest {

    private static final List<SetType> TYPES = List.copyOf(EnumSet.allOf(SetType.class));

    private static final String LEFT = """
            SELECT concat_ws(' ', w.last_number, s.number, e.name, s.type, s.weight_kg, s.reps, s.rpe, s.rir, s.superset,
                             s.rest_seconds, s.notes, s.performed_at)
            FROM workout.workout_set s
            JOIN workout.exercise e ON e.user_id = s.user_id AND e.id = s.exercise_id
            JOIN workout.workout w ON w.user_id = s.user_id AND w.id = s.workout_id
            WHERE s.user_id = '%1$s'
            UNION ALL
            SELECT concat_ws(' ', e.name, r.kind, trim_scale(r.at_weight_kg), trim_scale(r.value), s.number)
            FROM workout.personal_record r
            JOIN workout.exercise e ON e.user_id = r.user_id AND e.id = r.exercise_id
            JOIN workout.workout_set s ON s.user_id = r.user_id AND s.id = r.set_id
            WHERE r.user_id = '%1$s'
            UNION ALL
            SELECT concat_ws(' ', e.name, v.kind, trim_scale(v.at_weight_kg), trim_scale(v.value),
                             trim_scale(v.former_value), count(*))
            FROM workout.record_event v
            JOIN workout.exercise e ON e.user_id = v.user_id AND e.id = v.exercise_id
            WHERE v.user_id = '%1$s'
            GROUP BY e.name, v.kind, v.at_weight_kg, v.value, v.former_value
            ORDER BY 1
            """;

    @Inject
    SetStore store;

    @Inject
    PlainSetStore plain;

    @Inject
    SetBatchStore batches;

    @InjectDatabase
    EmbeddedDatabase database;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void oneStatementAndManyStepsAndABatchOfOneAgree(long seed) throws Exception {
        List<SetAdder> adders = List.of(
                store,
                plain,
                (user, workout, draft) ->
                        batches.add(user, workout, List.of(draft)).sets().getFirst());
        List<List<String>> answers = new ArrayList<>();
        List<List<String>> left = new ArrayList<>();
        for (SetAdder adder : adders) {
            TestUser user = TestUser.fresh();
            UUID workout = UUID.fromString(Training.start(user).replaceAll(".*/", ""));
            Random random = new Random(seed);
            List<String> answered = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answered.add(withoutIds(adder.add(user.id(), workout, draft(random))));
            }
            answers.add(answered);
            left.add(left(user));
        }
        assertEquals(answers.get(0), answers.get(1));
        assertEquals(answers.get(0), answers.get(2));
        assertEquals(left.get(0), left.get(1));
        assertEquals(left.get(0), left.get(2));
    }

    private static SetDraft draft(Random random) {
        return new SetDraft(
                        null,
                        ExerciseReference.of("Exercise " + random.nextInt(3)),
                        BigDecimal.valueOf(random.nextInt(5) * 25L, 1),
                        random.nextBoolean() ? WeightUnit.KG : WeightUnit.LB,
                        1 + random.nextInt(4),
                        TYPES.get(random.nextInt(TYPES.size())),
                        null,
                        null,
                        random.nextBoolean() ? BigDecimal.valueOf(8) : null,
                        null,
                        null,
                        random.nextBoolean() ? BigDecimal.valueOf(30) : null,
                        random.nextBoolean() ? 1 : null,
                        random.nextBoolean() ? 90 : null,
                        random.nextBoolean() ? "Fine" : null,
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(5)))
                .checked("");
    }

    private static String withoutIds(AddedSet added) {
        return added.toString().replaceAll("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "id");
    }

    private List<String> left(TestUser user) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var admin = database.connectAsAdmin();
                var result = admin.createStatement().executeQuery(LEFT.replace("%1$s", user.id()))) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
