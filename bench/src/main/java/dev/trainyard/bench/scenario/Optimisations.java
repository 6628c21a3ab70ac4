package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.RunningSuite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the source systems' documents promise of optimisations, each against its plain twin in the same service. */
public final class Optimisations implements Scenario {

    @Override
    public String name() {
        return "optimisations";
    }

    @Override
    public String title() {
        return "Optimisations against their plain twins";
    }

    @Override
    public String about() {
        return "A service holds both ways to do the same, behind a rollout that is switched while it runs, so that nothing"
                + " else differs.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        RunningSuite suite = laboratory.suite();
        List<Twin> twins = new ArrayList<>(WorkoutTwins.of(suite));
        twins.addAll(TrainingTwins.of(suite));
        twins.addAll(QuizTwins.of(suite));
        List<Comparison> comparisons = new ArrayList<>();
        for (Twin twin : twins) {
            comparisons.add(twin.compare(laboratory));
        }
        return Result.of(comparisons);
    }
}
