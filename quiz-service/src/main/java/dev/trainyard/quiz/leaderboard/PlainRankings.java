package dev.trainyard.quiz.leaderboard;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.scoring.Ties;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads all attempts, and ranks them in memory. */
@ApplicationScoped
class PlainRankings implements Rankings {

    static final String ATTEMPTS = """
            SELECT user_id, name, number, points, correct, answered, first_correct_at, last_answered_at
            FROM attempt JOIN player USING (user_id, quiz_id)
            WHERE attempt.creator_id = ? AND quiz_id = ?
            """;

    private final Database database;

    PlainRankings(Database database) {
        this.database = database;
    }

    /** An attempt, and what it adds up to. */
    record Attempt(
            String user,
            String name,
            int number,
            long points,
            int correct,
            int answered,
            Instant firstCorrectAt,
            Instant lastAnsweredAt) {}

    @Override
    public List<Standing> now(String creator, UUID quiz) {
        return database.one(
                        "SELECT ties FROM quiz WHERE user_id = ? AND id = ?",
                        row -> Ties.of(row.getString("ties")),
                        creator,
                        quiz)
                .map(ties -> rank(ties, database.list(ATTEMPTS, PlainRankings::attempt, creator, quiz)))
                .orElse(List.of());
    }

    /** The best of each player's attempts, in the order of a leaderboard. */
    static List<Standing> rank(Ties ties, List<Attempt> attempts) {
        Map<String, Standing> best = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.answered() > 0)
                .sorted(Comparator.comparing(Attempt::number))
                .map(attempt -> unranked(ties, attempt))
                .forEach(result -> best.merge(
                        result.user(),
                        result,
                        (known, next) -> Standing.BY_PLACE.compare(next, known) < 0 ? next : known));
        List<Standing> ranked = new ArrayList<>();
        best.values().stream().sorted(Standing.IN_ORDER).forEach(next -> {
            int rank = 1;
            if (!ranked.isEmpty()) {
                Standing before = ranked.getLast();
                boolean isTied = Standing.BY_PLACE.compare(before, next) == 0;
                rank = isTied ? before.rank() : ties == Ties.DENSE ? before.rank() + 1 : ranked.size() + 1;
            }
            ranked.add(next.at(rank));
        });
        return ranked;
    }

    private static Standing unranked(Ties ties, Attempt attempt) {
        Instant decidedAt =
                switch (ties) {
                    case SHARED, DENSE -> null;
                    case FIRST_TO_FINISH -> attempt.lastAnsweredAt();
                    case EARLIEST_CORRECT -> attempt.firstCorrectAt();
                };
        return new Standing(
                attempt.user(), attempt.name(), 0, attempt.points(), attempt.correct(), attempt.answered(), decidedAt);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getString("user_id"),
                row.getString("name"),
                row.getInt("number"),
                row.getLong("points"),
                row.getInt("correct"),
                row.getInt("answered"),
                instant(row, "first_correct_at"),
                instant(row, "last_answered_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
