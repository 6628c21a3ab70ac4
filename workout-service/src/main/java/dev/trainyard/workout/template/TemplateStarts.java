package dev.trainyard.workout.template;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.database.Database;
import dev.trainyard.workout.plate.Gym;
import dev.trainyard.workout.plate.GymStore;
import dev.trainyard.workout.preference.PreferenceStore;
import dev.trainyard.workout.progression.HistoryStore;
import dev.trainyard.workout.progression.PastWorkout;
import dev.trainyard.workout.set.SetBounds;
import dev.trainyard.workout.template.StartedTemplate.StartedWorkout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts workouts from templates; each start is one transaction, of as many statements however large the template is. */
@ApplicationScoped
class TemplateStarts {

    private final Database database;
    private final TemplateService templates;
    private final HistoryStore history;
    private final PreferenceStore preferences;
    private final GymStore gyms;

    TemplateStarts(
            Database database,
            TemplateService templates,
            HistoryStore history,
            PreferenceStore preferences,
            GymStore gyms) {
        this.database = database;
        this.templates = templates;
        this.history = history;
        this.preferences = preferences;
        this.gyms = gyms;
    }

    /**
     * Starts a workout, and says what to do in it.
     *
     * @throws Problem 409 {@code workout-active} that names the active one
     */
    @Transactional
    StartedTemplate start(String user, UUID id, TemplateStart start) {
        if (start.startedAt() != null && !SetBounds.isPast(start.startedAt())) {
            throw Problem.invalid(Violation.inBody("/startedAt", SetBounds.PAST));
        }
        TemplateView template = templates.read(user, id);
        Optional<Gym> gym = gyms.chosen(user, start.gym());
        StartedWorkout workout = insert(user, template, start);
        Map<UUID, List<PastWorkout>> past = history.last(
                user,
                template.exercises().stream().map(item -> item.exercise().id()).toList());
        ExercisePlans plans =
                new ExercisePlans(preferences.of(user), gym.map(Gym::barbell), Optional.ofNullable(start.readiness()));
        return new StartedTemplate(
                workout,
                template.exercises().stream()
                        .map(item ->
                                plans.of(item, past.getOrDefault(item.exercise().id(), List.of())))
                        .toList());
    }

    private StartedWorkout insert(String user, TemplateView template, TemplateStart start) {
        String name = start.name() == null ? template.name() : start.name();
        // In the database's precision, so that what is answered now is what is read later.
        Instant startedAt =
                (start.startedAt() == null ? Instant.now() : start.startedAt()).truncatedTo(ChronoUnit.MICROS);
        return database.one(
                        """
                        INSERT INTO workout (user_id, name, started_at, template_id) VALUES (?, ?, ?, ?)
                        ON CONFLICT (user_id) WHERE finished_at IS NULL DO NOTHING
                        RETURNING id
                        """,
                        row -> new StartedWorkout(row.getObject(1, UUID.class), name, startedAt, template.id()),
                        user,
                        name,
                        startedAt,
                        template.id())
                .orElseThrow(() -> active(user));
    }

    private Problem active(String user) {
        Problem conflict = Problem.conflict("workout-active", "There is an active workout. Finish or delete it first.");
        database.one(
                        "SELECT id FROM workout WHERE user_id = ? AND finished_at IS NULL",
                        row -> row.getObject(1, UUID.class),
                        user)
                .ifPresent(active -> conflict.with("activeWorkoutId", active));
        return conflict;
    }
}
