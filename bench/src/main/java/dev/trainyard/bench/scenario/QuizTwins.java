package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.QuizNight;
import dev.trainyard.bench.suite.RunningSuite;
import java.util.List;
import java.util.Optional;

/** What the quiz-service can do in two ways: save the answers that a player sends together. */
final class QuizTwins {

    private static final int PLAYERS = 100;

    private QuizTwins() {}

    static List<Twin> of(RunningSuite suite) {
        return List.of(
                answers(
                        suite,
                        "Ten answers of each of a hundred players",
                        10,
                        16,
                        Goal.atMost(0.12, "10 × fewer commits")),
                answers(suite, "Five hundred answers at once", 500, 1, Goal.atMost(0.02, "50 to 100 × as fast")));
    }

    private static Twin answers(RunningSuite suite, String what, int questions, int clients, Goal goal) {
        QuizNight night = QuizNight.begin(suite, questions, PLAYERS);
        return new Twin(
                Program.QUIZ,
                what,
                "bulk-answers",
                "a commit for each answer",
                "one statement",
                night.answering(),
                clients,
                questions > 10 ? Comparison.Measure.MEAN_LATENCY : Comparison.Measure.COMMITS,
                Optional.of(goal));
    }
}
