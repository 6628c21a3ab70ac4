package dev.trainyard.quiz.authoring;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.quiz.scoring.Scoring;
import dev.trainyard.quiz.scoring.Ties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a quiz is played, fixed once it is open. What is not said has its default. Defaults and bounds are those of table
 * quiz.
 *
 * @param timeLimitSeconds of a whole attempt, or of the whole quiz when the host puts the questions; null for none
 * @param graceMs how much later than its limit an answer may come in
 */
public record QuizSettings(
        @Schema(
                defaultValue = "self",
                description = "self: players go at their own speed; host: the creator puts the questions")
        Pace pace,

        @Schema(nullable = true, description = "Of a whole attempt, or with a host of the whole quiz; null for none")
        @Min(5)
        @Max(86_400)
        Integer timeLimitSeconds,

        @Schema(defaultValue = "500", description = "How much later than its limit an answer may come in")
        @Min(0)
        @Max(10_000)
        Integer graceMs,

        @Schema(defaultValue = "1", description = "How often one may play it; the best attempt counts") @Min(1) @Max(10)
        Integer attempts,

        @Schema(defaultValue = "false", description = "Whether an answer may be changed as long as there is time")
        Boolean answersChangeable,

        @Schema(defaultValue = "false", description = "Whether each player gets the questions in another order")
        Boolean shufflesQuestions,

        @Schema(defaultValue = "false", description = "Whether each player gets the options in another order")
        Boolean shufflesOptions,

        @Schema(defaultValue = "correct_only") Scoring scoring,

        @Schema(defaultValue = "false", description = "Up to 500 points more for right answers in a row, with kahoot")
        Boolean streakBonus,

        @Schema(defaultValue = "shared") Ties ties,

        @Schema(defaultValue = "10000") @Min(1) @Max(100_000)
        Integer maxPlayers,

        @Schema(
                defaultValue = "after_closing",
                description = "When players see the leaderboard; its creator always does")
        ShowsLeaderboard showsLeaderboard) {

    /** Of table quiz, in the order of {@link #values()}. */
    static final String COLUMNS = """
            pace, time_limit_seconds, grace_ms, attempts, answers_changeable, shuffles_questions, shuffles_options, \
            scoring, streak_bonus, ties, max_players, shows_leaderboard""";

    public QuizSettings {
        pace = or(pace, Pace.SELF);
        graceMs = or(graceMs, 500);
        attempts = or(attempts, 1);
        answersChangeable = or(answersChangeable, false);
        shufflesQuestions = or(shufflesQuestions, false);
        shufflesOptions = or(shufflesOptions, false);
        scoring = or(scoring, Scoring.CORRECT_ONLY);
        streakBonus = or(streakBonus, false);
        ties = or(ties, Ties.SHARED);
        maxPlayers = or(maxPlayers, 10_000);
        showsLeaderboard = or(showsLeaderboard, ShowsLeaderboard.AFTER_CLOSING);
    }

    static QuizSettings usual() {
        return new QuizSettings(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static QuizSettings of(ResultSet row) throws SQLException {
        return new QuizSettings(
                Pace.of(row.getString("pace")),
                row.getObject("time_limit_seconds", Integer.class),
                row.getInt("grace_ms"),
                row.getInt("attempts"),
                row.getBoolean("answers_changeable"),
                row.getBoolean("shuffles_questions"),
                row.getBoolean("shuffles_options"),
                Scoring.of(row.getString("scoring")),
                row.getBoolean("streak_bonus"),
                Ties.of(row.getString("ties")),
                row.getInt("max_players"),
                ShowsLeaderboard.of(row.getString("shows_leaderboard")));
    }

    /** What is stored in {@link #COLUMNS}. */
    List<Object> values() {
        List<Object> values = new ArrayList<>();
        values.add(pace.code());
        values.add(timeLimitSeconds);
        values.addAll(List.of(
                graceMs,
                attempts,
                answersChangeable,
                shufflesQuestions,
                shufflesOptions,
                scoring.code(),
                streakBonus,
                ties.code(),
                maxPlayers,
                showsLeaderboard.code()));
        return values;
    }

    /** Refuses settings that are each fine, but not together. */
    void check() {
        List<Violation> violations = new ArrayList<>();
        if (pace == Pace.HOST && attempts > 1) {
            violations.add(violation("attempts", "must be 1 when a host puts the questions: all play at once"));
        }
        if (pace == Pace.HOST && shufflesQuestions) {
            violations.add(violation("shufflesQuestions", "must be false when a host puts the questions"));
        }
        if (streakBonus && scoring != Scoring.KAHOOT) {
            violations.add(violation("streakBonus", "must be false: only scoring kahoot knows streaks"));
        }
        if (streakBonus && answersChangeable) {
            violations.add(violation("streakBonus", "must be false when answers can be changed"));
        }
        if (showsLeaderboard == ShowsLeaderboard.ALWAYS && (answersChangeable || attempts > 1)) {
            violations.add(violation(
                    "showsLeaderboard",
                    "must not be always when answers can be changed or there are several attempts: one would try"
                            + " until it counts"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    private static Violation violation(String field, String detail) {
        return Violation.inBody("/settings/" + field, detail);
    }

    private static <T> T or(T said, T usual) {
        return said == null ? usual : said;
    }
}
