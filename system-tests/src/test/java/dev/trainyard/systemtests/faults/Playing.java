package dev.trainyard.systemtests.faults;

import static java.util.stream.Collectors.joining;

import dev.trainyard.systemtests.faults.Client.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Answers one question after the other, looks at the leaderboard after every fourth, and has quizzes made anew. */
final class Playing extends Routine {

    private static final String QUIZZES = "/api/v1/quizzes";
    private static final int QUESTIONS = 300;

    private final Client player;
    private final Client host;
    private final List<String> questions = new ArrayList<>();
    private final List<Answer> preparations = new ArrayList<>();
    private String quiz = "";
    private int steps;

    Playing(Client player, Client host) {
        this.player = player;
        this.host = host;
    }

    @Override
    Answer next() throws IOException {
        if (questions.isEmpty()) {
            return prepare();
        }
        return ++steps % 5 == 0 ? player.get(QUIZZES + "/" + quiz + "/leaderboard?around=me") : answer();
    }

    /** The next quiz, up to the attempt; the first answer that is none that one hopes for, else the last one. */
    private Answer prepare() throws IOException {
        preparations.clear();
        Answer made = kept(host.post(QUIZZES, """
                {"title": "Anatomy", "settings": {"showsLeaderboard": "always"}, "questions": [%s]}
                """.formatted(
                IntStream.range(0, QUESTIONS).mapToObj(Playing::question).collect(joining(",")))));
        quiz = made.text("/id");
        Answer open = kept(host.post(QUIZZES + "/" + quiz + "/open", ""));
        kept(player.post(
                "/api/v1/quizzes:join",
                "{\"code\": \"%s\", \"name\": \"Ada\"}".formatted(open.text("/course/joinCode"))));
        kept(host.post(QUIZZES + "/" + quiz + "/start", ""));
        Answer begun = kept(player.post(QUIZZES + "/" + quiz + "/attempts", ""));
        made.body()
                .at("/questions")
                .forEach(question -> questions.add(question.at("/id").asText()));
        return preparations.stream()
                .filter(each -> !each.succeeded())
                .findFirst()
                .orElse(begun);
    }

    private Answer kept(Answer answer) {
        preparations.add(answer);
        return answer;
    }

    private static String question(int number) {
        return """
                {"kind": "single_choice", "text": "Question %d", "options": ["one", "two"], "rightOption": 1, "points": 10}
                """.formatted(number);
    }

    private Answer answer() throws IOException {
        String question = questions.removeLast();
        Answer answer = player.post(
                QUIZZES + "/" + quiz + "/answers",
                "{\"answers\": [{\"question\": \"%s\", \"options\": [1]}]}".formatted(question));
        if (answer.succeeded()) {
            acknowledge(question);
            if (answer.body().at("/inserted").asInt() != 1) {
                throw new IllegalStateException("One answer was given: " + answer);
            }
        }
        return answer;
    }

    @Override
    List<String> stored(Rows rows) {
        return rows.texts("SELECT question_id FROM quiz.answer WHERE user_id = ?", player.user());
    }
}
