package dev.trainyard.bench.scenario;

import dev.trainyard.bench.load.Calls;
import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.QuizNight;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A quiz whose players all answer at the same time. */
public final class QuizPlayers implements Scenario {

    private static final List<Integer> PLAYERS = List.of(10, 100, 1_000);
    private static final int QUESTIONS = 10;

    @Override
    public String name() {
        return "players";
    }

    @Override
    public String title() {
        return "Players of a quiz";
    }

    @Override
    public String about() {
        return "So many players each send their ten answers, and others as soon as these are saved: a moment of a quiz night"
                + " that does not end. The source system took 30 to 40 seconds for a hundred players, one commit for each"
                + " answer.";
    }

    @Override
    public Result run(Laboratory laboratory) throws SQLException {
        Map<Integer, Calls> answering = new HashMap<>();
        for (int players : PLAYERS) {
            Calls calls =
                    QuizNight.begin(laboratory.suite(), QUESTIONS, players).answering();
            laboratory.closed(Program.QUIZ, calls, players, laboratory.effort().warmUp());
            answering.put(players, calls);
        }
        List<Curve.Point> points = laboratory.along(PLAYERS, players -> {
            laboratory.say("  " + players + " players");
            return laboratory.closed(
                    Program.QUIZ,
                    answering.get(players),
                    players,
                    laboratory.effort().lasting());
        });
        return Result.ofCurves(List.of(new Curve("Ten answers sent together", "players", points)));
    }
}
