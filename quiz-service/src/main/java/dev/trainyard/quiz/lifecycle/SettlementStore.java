package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table quiz_settlement: a row for each quiz that is closed and not settled. */
@ApplicationScoped
class SettlementStore {

    private static final String PROGRESS = """
            SELECT stage, last_name,
                   (SELECT greatest(1, quiz.attempts * count(*)) FROM question
                    WHERE question.user_id = quiz.user_id AND question.quiz_id = quiz.id) AS answers
            FROM quiz_settlement settlement
            JOIN quiz ON quiz.user_id = settlement.creator_id AND quiz.id = settlement.quiz_id
            WHERE creator_id = ? AND quiz_id = ?
            FOR UPDATE OF settlement
            """;

    /** In the order of the index of names, which are taken once in a quiz and do not change. */
    static final String PLAYERS = """
            SELECT user_id, lower(name) AS last_name
            FROM player
            WHERE creator_id = ? AND quiz_id = ? AND lower(name) > ?
            ORDER BY lower(name)
            LIMIT ?
            """;

    static final String OPEN = """
            SELECT creator_id, quiz_id
            FROM quiz_settlement
            WHERE (creator_id, quiz_id) > (?, ?)
            ORDER BY creator_id, quiz_id
            LIMIT ?
            """;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    SettlementStore(Database database) {
        this.database = database;
    }

    /** A quiz that is not settled. */
    record Unsettled(String creator, UUID quiz) {

        static final Unsettled BEFORE_FIRST = new Unsettled("", BEFORE_ALL);
    }

    /**
     * How far a settlement has come, while nobody else goes on with it.
     *
     * @param stage what is being done; empty before the first stage
     * @param lastName up to whom it is done; empty before the first player
     * @param answers how many a player may have given in all attempts, at least 1
     */
    record Progress(String stage, String lastName, long answers) {}

    /** A player, and the name by which they come before others. */
    record Player(String user, String name) {}

    void begin(String creator, UUID quiz) {
        database.update("INSERT INTO quiz_settlement (creator_id, quiz_id) VALUES (?, ?)", creator, quiz);
    }

    /**
     * Keeps others from going on with it until the transaction ends; empty when it has come to its end.
     *
     * @param isPatient whether to wait for who is at it now; else it is empty then, too
     */
    Optional<Progress> lock(String creator, UUID quiz, boolean isPatient) {
        return database.one(
                isPatient ? PROGRESS : PROGRESS + "SKIP LOCKED",
                row -> new Progress(row.getString("stage"), row.getString("last_name"), row.getLong("answers")),
                creator,
                quiz);
    }

    /** The first of the players behind {@code lastName}. */
    List<Player> players(String creator, UUID quiz, String lastName, int limit) {
        return database.list(
                PLAYERS,
                row -> new Player(row.getString("user_id"), row.getString("last_name")),
                creator,
                quiz,
                lastName,
                limit);
    }

    void move(String creator, UUID quiz, String stage, String lastName) {
        database.update(
                "UPDATE quiz_settlement SET stage = ?, last_name = ? WHERE creator_id = ? AND quiz_id = ?",
                stage,
                lastName,
                creator,
                quiz);
    }

    /** Notes that a quiz is settled, and forgets what was kept for that. */
    void end(String creator, UUID quiz) {
        database.update("UPDATE quiz SET settled_at = clock_timestamp() WHERE user_id = ? AND id = ?", creator, quiz);
        database.update("DELETE FROM quiz_settlement WHERE creator_id = ? AND quiz_id = ?", creator, quiz);
    }

    /** The first of those that are not settled, behind {@code last}. */
    List<Unsettled> open(Unsettled last, int limit) {
        return database.list(
                OPEN,
                row -> new Unsettled(row.getString("creator_id"), row.getObject("quiz_id", UUID.class)),
                last.creator(),
                last.quiz(),
                limit);
    }
}
