package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one user of a service does over and over: writes, each with a key of its own, and reads now and then. */
abstract class Routine {

    private final List<String> acknowledged = new CopyOnWriteArrayList<>();

    /**
     * Does the next thing, and keeps in mind what was acknowledged.
     *
     * @throws IOException when there was no answer
     * @throws IllegalStateException when the answer does not fit what was acknowledged before
     */
    abstract Answer next() throws IOException;

    /** The keys of what the database has of this user, each as often as it is there. */
    abstract List<String> stored(Rows rows);

    /** A write was acknowledged. */
    final void acknowledge(String key) {
        acknowledged.add(key);
    }

    /** The keys of the writes that were acknowledged, in their order. */
    final List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }
}
