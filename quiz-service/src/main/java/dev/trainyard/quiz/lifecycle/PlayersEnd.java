package dev.trainyard.quiz.lifecycle;

import java.util.List;
import java.util.UUID;

/**
 * A stage of what is done for the players of a quiz that has closed: their last attempts end, they get their points. A bean
 * that implements it is called for some of them at a time, each time in a short transaction of its own, and exactly once for
 * each; what it throws is tried again. The stage with the highest {@link jakarta.annotation.Priority} comes first, and the
 * next one when it is through with all players.
 */
public interface PlayersEnd {

    /** Its name, which is stored and so never changes; up to 40 characters. */
    String stage();

    /**
     * Does it for some players of {@code quiz} of {@code creator}, in sets. Who took the quiz's row {@code FOR KEY SHARE}
     * while it was running has ended by now, and none who does so later finds it running.
     *
     * @param players their users
     */
    void end(String creator, UUID quiz, List<String> players);
}
