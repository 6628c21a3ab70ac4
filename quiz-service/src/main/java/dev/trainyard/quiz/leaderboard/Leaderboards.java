package dev.trainyard.quiz.leaderboard;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.authoring.QuizStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The rules of who sees which part of a leaderboard. */
@ApplicationScoped
class Leaderboards {

    private final BoardStore boards;
    private final RememberedRankings rankings;
    private final PastRankings past;

    Leaderboards(BoardStore boards, RememberedRankings rankings, PastRankings past) {
        this.boards = boards;
        this.rankings = rankings;
        this.past = past;
    }

    /**
     * The quiz, if the user may see its leaderboard now.
     *
     * @throws Problem 404 if they neither made it nor play it, 403 if it is hidden from them
     */
    Board require(String user, UUID quiz) {
        Board board = boards.find(user, quiz).orElseThrow(() -> Problem.notFound("quiz"));
        board.requireShown();
        return board;
    }

    LeaderboardView read(String user, UUID quiz, LeaderboardQuery query) {
        Board board = require(user, quiz);
        Ranking ranking = query.moment() == null ? latest(board) : at(board, query.moment());
        List<Standing> part;
        if (query.isAroundMe()) {
            part = ranking.around(user, query.limit());
        } else if (query.after() == null) {
            part = ranking.first(query.limit());
        } else {
            part = ranking.after(query.after(), query.limit());
        }
        boolean isLast = part.isEmpty() || part.getLast().equals(ranking.last());
        return new LeaderboardView(
                board.status(),
                board.ties(),
                ranking.moment(),
                ranking.players(),
                ranking.of(user).map(PlaceView::of).orElse(null),
                part.stream().map(PlaceView::of).toList(),
                isLast ? null : LeaderboardQuery.cursorAfter(part.getLast()).encoded());
    }

    private Ranking latest(Board board) {
        Ranking ranking = rankings.latest(board.creator(), board.quiz(), board.isSettled())
                .orElseThrow(() -> Problem.notFound("quiz"))
                .ranking();
        return board.isSettled() ? ranking.still(board.closedAt()) : ranking;
    }

    private Ranking at(Board board, Instant moment) {
        if (!board.isClosed()) {
            throw Problem.conflict(
                    "quiz-is-" + board.status().code(),
                    "How it stood at a moment can be asked for when the quiz is closed.");
        }
        if (!board.isSettled()) {
            throw QuizStatus.notSettled();
        }
        if (board.startedAt() != null && !moment.isBefore(board.closedAt())) {
            return latest(board);
        }
        // So that there are not more of them than seconds in which the quiz was played.
        Instant second = moment.truncatedTo(ChronoUnit.SECONDS);
        return board.startedAt() == null || second.isBefore(board.startedAt())
                ? Ranking.of(List.of(), second)
                : past.at(board.creator(), board.quiz(), second);
    }
}
