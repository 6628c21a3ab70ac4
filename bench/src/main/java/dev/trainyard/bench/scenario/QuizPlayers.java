package dev.trainyard.bench.scenario;

import dev.trainyard.bench.suite.Program;
import dev.trainyard.bench.suite.QuizNight;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
        List<Curve.Point> points = new ArrayList<>();
        for (int players : PLAYERS) {
            laboratory.say(players + " players");
            QuizNight night = QuizNight.begin(laboratory.suite(), QUESTIONS, players);
            laboratory.closed(
                    Program.QUIZ,
                    night.answering(),
                    players,
                    laboratory.effort().warmUp());
            points.add(new Curve.Point(
                    players,
                    laboratory.closed(
                            Program.QUIZ,
                            night.answering(),
                            players,
                            laboratory.effort().lasting())));
        }
        return Result.ofCurves(List.of(new Curve("Ten answers sent together", "players", points)));
    }
}
