package dev.trainyard.workout.progression;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import dev.trainyard.workout.plate.Barbell;
import dev.trainyard.workout.plate.Gym;
import dev.trainyard.workout.plate.GymStore;
import dev.trainyard.workout.preference.PreferenceStore;
import dev.trainyard.workout.preference.Preferences;
import dev.trainyard.workout.weight.Weight;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Suggests what a user does next of one exercise; each call reads in one transaction. */
@ApplicationScoped
class ProgressionService {

    private final ExerciseStore exercises;
    private final PreferenceStore preferences;
    private final GymStore gyms;
    private final HistoryStore history;

    ProgressionService(ExerciseStore exercises, PreferenceStore preferences, GymStore gyms, HistoryStore history) {
        this.exercises = exercises;
        this.preferences = preferences;
        this.gyms = gyms;
        this.history = history;
    }

    /**
     * The next load.
     *
     * @param gym name of the one whose plates are used; the user's only one when null
     * @throws Problem 404 when the exercise or the gym is not the user's
     */
    @Transactional
    Suggestion nextLoad(String user, UUID exercise, Goal goal, String gym, Optional<Readiness> readiness) {
        requireExercise(user, exercise);
        return nextLoad(user, exercise, goal, preferences.of(user), barbell(user, gym), readiness);
    }

    /**
     * The warm-up for a working weight.
     *
     * @param working the next load when empty
     * @throws Problem 404 when the exercise or the gym is not the user's
     */
    @Transactional
    Warmup warmup(String user, UUID exercise, Optional<Weight> working, String gym) {
        requireExercise(user, exercise);
        Preferences own = preferences.of(user);
        Optional<Barbell> barbell = barbell(user, gym);
        Weight weight = working.orElseGet(() -> {
            Suggestion next = nextLoad(user, exercise, Goal.UNSAID, own, barbell, Optional.empty());
            return next.load() == null ? null : new Weight(next.load(), next.unit());
        });
        return new Warmup(
                weight, weight == null ? List.of() : WarmupSet.of(weight.kilograms(), own, barbell), WarmupSet.FORMULA);
    }

    private Suggestion nextLoad(
            String user,
            UUID exercise,
            Goal goal,
            Preferences own,
            Optional<Barbell> barbell,
            Optional<Readiness> readiness) {
        List<PastWorkout> past = history.last(user, List.of(exercise)).getOrDefault(exercise, List.of());
        return new NextLoad(goal, own, barbell, readiness).after(past);
    }

    private Optional<Barbell> barbell(String user, String gym) {
        return gyms.chosen(user, gym).map(Gym::barbell);
    }

    private void requireExercise(String user, UUID exercise) {
        ExerciseReference reference = new ExerciseReference(Optional.of(exercise), exercise.toString());
        if (exercises.find(user, reference).isEmpty()) {
            throw Problem.notFound("exercise");
        }
    }
}
