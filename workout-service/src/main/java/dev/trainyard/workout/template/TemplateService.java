package dev.trainyard.workout.template;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.version.IfMatch;
import dev.trainyard.workout.exercise.ExerciseReference;
import dev.trainyard.workout.exercise.ExerciseStore;
import dev.trainyard.workout.template.TemplateStore.Extent;
import dev.trainyard.workout.template.TemplateStore.Filling;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rules of templates. Every change is one transaction and acts for exactly one user. */
@ApplicationScoped
class TemplateService {

    private static final int MAX_EXERCISES = 50;
    private static final int MAX_SETS = 30;

    private final TemplateStore templates;
    private final TemplateNames names;
    private final ExerciseStore exercises;

    TemplateService(TemplateStore templates, TemplateNames names, ExerciseStore exercises) {
        this.templates = templates;
        this.names = names;
        this.exercises = exercises;
    }

    @Transactional
    TemplateView create(String user, TemplateDraft draft) {
        TemplateBounds.require(draft);
        UUID id = templates.insert(user, names.chosen(user, draft.name(), null), draft.notes());
        templates.fill(user, id, fillings(user, draft));
        return read(user, id);
    }

    /** Replaces a template as a whole. */
    @Transactional
    TemplateView replace(String user, UUID id, IfMatch ifMatch, TemplateDraft draft) {
        ifMatch.require(templates.lock(user, id).orElseThrow(TemplateService::absent));
        TemplateBounds.require(draft);
        templates.change(user, id, names.chosen(user, draft.name(), id), draft.notes());
        templates.fill(user, id, fillings(user, draft));
        return read(user, id);
    }

    @Transactional
    TemplateView duplicate(String user, UUID id) {
        if (templates.lock(user, id).isEmpty()) {
            throw absent();
        }
        return read(
                user, templates.copy(user, id, names.copyOf(user, read(user, id).name())));
    }

    /**
     * Makes a template of what was done in a workout.
     *
     * @throws Problem 409 {@code template-too-large} when it was more than a template holds
     */
    @Transactional
    TemplateView ofWorkout(String user, UUID workout, String name) {
        if (!templates.holdWorkout(user, workout)) {
            throw Problem.notFound("workout");
        }
        Extent extent = templates.extentOf(user, workout);
        if (extent.exercises() > MAX_EXERCISES || extent.sets() > MAX_SETS) {
            throw Problem.conflict("template-too-large", "A template holds at most 50 exercises, and 30 sets of each.");
        }
        return read(user, templates.saveWorkout(user, workout, names.chosen(user, name, null)));
    }

    TemplateView read(String user, UUID id) {
        return templates.find(user, id).orElseThrow(TemplateService::absent);
    }

    /** Removes a template; workouts that were started from it stay. */
    @Transactional
    void delete(String user, UUID id, IfMatch ifMatch) {
        ifMatch.check(templates.lock(user, id).orElseThrow(TemplateService::absent));
        templates.delete(user, id);
    }

    private List<Filling> fillings(String user, TemplateDraft draft) {
        Map<ExerciseReference, UUID> known = exercises.findOrMakeAll(
                user,
                draft.exercises().stream()
                        .map(TemplateDraft.PlannedExercise::exercise)
                        .toList());
        List<Filling> fillings = new ArrayList<>();
        for (int i = 0; i < draft.exercises().size(); i++) {
            TemplateDraft.PlannedExercise item = draft.exercises().get(i);
            UUID exercise = known.get(item.exercise());
            if (exercise == null) {
                throw Problem.notFound("exercise").with("pointer", "/exercises/" + i + "/exercise");
            }
            fillings.add(new Filling(exercise, item));
        }
        return fillings;
    }

    private static Problem absent() {
        return Problem.notFound("template");
    }
}
