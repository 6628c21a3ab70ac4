package dev.trainyard.bench.scenario;

import java.sql.SQLException;

/** Something that is claimed, or a limit that ought to be known. */
public interface Scenario {

    /** What it is called by on the command line. */
    String name();

    /** Its heading in the report. */
    String title();

    /** What is done, and why: a paragraph for somebody who has never seen it. */
    String about();

    /**
     * Measures.
     *
     * @throws IllegalStateException when the figures would mean nothing, and why
     */
    Result run(Laboratory laboratory) throws SQLException;
}
