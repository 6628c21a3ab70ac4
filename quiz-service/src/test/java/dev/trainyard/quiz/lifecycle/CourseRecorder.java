package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what it is told of the course of quizzes, and refuses to go along where it is asked to. */
@ApplicationScoped
class CourseRecorder implements QuizCourse, PlayersEnd, QuizEnd {

    private final Database database;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();

    CourseRecorder(Database database) {
        this.database = database;
    }

    /**
     * What it was told.
     *
     * @param status of the quiz, as the transaction sees it
     */
    record Told(UUID quiz, String creator, String what, String status) {}

    @Override
    public void opened(String creator, UUID quiz) {
        tell(creator, quiz, "opened");
    }

    @Override
    public void started(String creator, UUID quiz) {
        tell(creator, quiz, "started");
    }

    @Override
    public String stage() {
        return "recorder";
    }

    /** Is asked last, when all others are through with a quiz. */
    @Override
    public void end(String creator, UUID quiz, List<String> players) {
        tell(creator, quiz, "ended " + String.join(" ", players));
    }

    @Override
    public void settled(String creator, UUID quiz) {
        tell(creator, quiz, "settled");
    }

    /** Of one quiz, in order. */
    List<Told> toldOf(UUID quiz) {
        return told.stream().filter(one -> one.quiz().equals(quiz)).toList();
    }

    void refuse(UUID quiz) {
        refused.add(quiz);
    }

    void goAlong(UUID quiz) {
        refused.remove(quiz);
    }

    void goAlong() {
        refused.clear();
    }

    void tell(String creator, UUID quiz, String what) {
        if (refused.contains(quiz)) {
            throw new IllegalStateException("The recorder does not go along");
        }
        String status = database.one(
                        "SELECT status FROM quiz WHERE user_id = ? AND id = ?", row -> row.getString(1), creator, quiz)
                .orElseThrow();
        told.add(new Told(quiz, creator, what, status));
    }
}
