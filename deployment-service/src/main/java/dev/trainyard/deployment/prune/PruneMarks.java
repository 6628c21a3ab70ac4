package dev.trainyard.deployment.prune;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deployments of which this replica has logged runs since it last said so. In memory, so that a run costs nothing and a
 * busy deployment one row a second; what is lost with the replica is found by the sweep.
 */
@ApplicationScoped
class PruneMarks implements LogPruning {

    /** Some megabytes. Deployments beyond that are left to the sweep. */
    static final int MAX = 50_000;

    private final Set<Mark> marks = ConcurrentHashMap.newKeySet();

    record Mark(String user, UUID deployment) {}

    @Override
    public void logged(String user, UUID deployment) {
        if (marks.size() < MAX) {
            marks.add(new Mark(user, deployment));
        }
    }

    /** Takes out what there is. */
    List<Mark> take() {
        List<Mark> taken = new ArrayList<>(marks);
        taken.forEach(marks::remove);
        return taken;
    }

    /** Puts back what could not be stored. */
    void putBack(List<Mark> taken) {
        marks.addAll(taken);
    }
}
