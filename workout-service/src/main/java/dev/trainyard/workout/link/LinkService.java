package dev.trainyard.workout.link;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.workout.exercise.ExercisesChanged;
import dev.trainyard.workout.link.BulkLinkView.Linked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The rules of links. An exercise is linked, rejected, or neither: the last word counts. */
@ApplicationScoped
class LinkService {

    private final LinkStore links;
    private final Event<ExercisesChanged> changes;

    LinkService(LinkStore links, Event<ExercisesChanged> changes) {
        this.links = links;
        this.changes = changes;
    }

    LinkView read(String user, UUID exercise) {
        return links.find(user, exercise).orElseThrow(() -> Problem.notFound("exercise"));
    }

    @Transactional
    LinkView link(String user, UUID exercise, UUID master) {
        read(user, exercise);
        if (!links.isInCatalogue(master)) {
            throw Problem.invalid(Violation.inBody("/masterExerciseId", "is not in the catalogue"));
        }
        links.link(user, exercise, master);
        changes.fire(new ExercisesChanged(user));
        return read(user, exercise);
    }

    @Transactional
    void unlink(String user, UUID exercise) {
        read(user, exercise);
        links.unlink(user, exercise);
        changes.fire(new ExercisesChanged(user));
    }

    @Transactional
    void reject(String user, UUID exercise) {
        read(user, exercise);
        links.reject(user, exercise);
        changes.fire(new ExercisesChanged(user));
    }

    @Transactional
    void accept(String user, UUID exercise) {
        read(user, exercise);
        links.accept(user, exercise);
        changes.fire(new ExercisesChanged(user));
    }

    BulkLinkView linkSuggestions(String user, BulkLinkDraft draft) {
        if (draft.isDryRun()) {
            List<Linked> best = links.bestSuggestions(user, draft.minScore());
            return new BulkLinkView(true, best.size(), best);
        }
        List<Linked> linked = links.linkBestSuggestions(user, draft.minScore());
        changes.fire(new ExercisesChanged(user));
        return new BulkLinkView(false, linked.size(), linked);
    }

    UnlinkView unlink(String user, UnlinkDraft draft) {
        if (draft.isAll() == (draft.exerciseIds() != null)) {
            throw Problem.invalid(Violation.inBody("/exerciseIds", "must be there, or all be true, and not both"));
        }
        int unlinked = draft.isAll() ? links.unlinkAll(user) : links.unlink(user, draft.exerciseIds());
        changes.fire(new ExercisesChanged(user));
        return new UnlinkView(unlinked);
    }
}
