package dev.trainyard.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bench.load.Call;
import dev.trainyard.bench.load.Calls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A quiz that runs, whose players answer all of its questions at once, and change their minds each time. */
public final class QuizNight {

    private static final String HOST = "host";
    private static final int OPTIONS = 4;

    private final RunningSuite suite;
    private final String id;
    private final List<String> questions;
    private final int players;

    private QuizNight(RunningSuite suite, String id, List<String> questions, int players) {
        this.suite = suite;
        this.id = id;
        this.questions = questions;
        this.players = players;
    }

    /** Makes a quiz, has the players join it, and starts it. */
    public static QuizNight begin(RunningSuite suite, int questions, int players) {
        String host = suite.token(HOST);
        String drafts = IntStream.range(0, questions)
                .mapToObj(number -> """
                        {"kind": "single_choice", "text": "Question %d", "options": ["a", "b", "c", "d"], "rightOption": %d}""".formatted(number, number % OPTIONS))
                .collect(Collectors.joining(","));
        JsonNode quiz = ask(suite, host, "/quizzes", """
                {"title": "Bench", "settings": {"answersChangeable": true}, "questions": [%s]}
                """.formatted(drafts));
        String id = quiz.path("id").asText();
        String code = ask(suite, host, "/quizzes/" + id + "/open", "{}")
                .at("/course/joinCode")
                .asText();
        for (int number = 0; number < players; number++) {
            ask(
                    suite,
                    suite.token(player(number)),
                    "/quizzes:join",
                    "{\"code\": \"%s\", \"name\": \"Player %d\"}".formatted(code, number));
        }
        ask(suite, host, "/quizzes/" + id + "/start", "{}");
        for (int number = 0; number < players; number++) {
            ask(suite, suite.token(player(number)), "/quizzes/" + id + "/attempts", "{}");
        }
        List<String> ids = new ArrayList<>();
        quiz.path("questions").forEach(question -> ids.add(question.path("id").asText()));
        return new QuizNight(suite, id, ids, players);
    }

    private static JsonNode ask(RunningSuite suite, String token, String path, String body) {
        return suite.ask("POST", suite.address(Program.QUIZ), "/api/v1" + path, token, body);
    }

    private static String player(int number) {
        return "player-" + number;
    }

    /** The players in turns, each with all answers. */
    public Calls answering() {
        return new Calls("POST", turn -> {
            int player = (int) (turn % players);
            // Another one than the time before, or nothing would have to be saved.
            long mind = turn / players + player;
            String answers = IntStream.range(0, questions.size())
                    .mapToObj(place -> "{\"question\": \"%s\", \"options\": [%d]}"
                            .formatted(questions.get(place), (mind + place) % OPTIONS))
                    .collect(Collectors.joining(",", "{\"answers\": [", "]}"));
            return new Call("/api/v1/quizzes/" + id + "/answers", suite.token(player(player)), answers);
        });
    }
}
