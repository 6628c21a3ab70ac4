package dev.trainyard.systemtests.faults;

import java.io.IOException;
import java.util.List;

/** One kind of what users do: it is done on and on while things break, and looked at afterwards. */
interface Strand {

    /** Makes what it needs, while nothing is broken. */
    default void begin() throws IOException {}

    /** Does it once more; several threads do so at the same time, each with a number of its own. */
    void goOn(int writer) throws IOException;

    /** How many threads do it. */
    int writers();

    /** Waits until nothing is under way any more. */
    default void settle() {}

    /** What became of the writes, by what is stored and by what the API says of it. */
    List<Journal.Tally> tallies() throws IOException;

    /** Each thing that follows from the writes and is not what they add up to. */
    List<String> divergences() throws IOException;

    /** What was derived from the writes and found to be what they add up to, with its figures; empty for nothing. */
    String derived();
}
