package dev.trainyard.systemtests.faults;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What one user of a service does over and over: writes, each with a key of its own, and reads now and then. */
interface Routine {

    /**
     * Does the next thing, and keeps in mind what was acknowledged.
     *
     * @throws IOException when there was no answer
     * @throws IllegalStateException when the answer does not fit what was acknowledged before
     */
    Answer next() throws IOException;

    /** The keys of the writes that were acknowledged. */
    List<String> acknowledged();

    /** The keys of what the database has of this user, each as often as it is there. */
    List<String> stored(Connection admin) throws SQLException;
}
