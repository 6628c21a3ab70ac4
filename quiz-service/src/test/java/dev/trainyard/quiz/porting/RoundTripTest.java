package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Importer.QUIZZES;
import static dev.trainyard.quiz.porting.Questions.multiple;
import static dev.trainyard.quiz.porting.Questions.numeric;
import static dev.trainyard.quiz.porting.Questions.ordering;
import static dev.trainyard.quiz.porting.Questions.single;
import static dev.trainyard.quiz.porting.Questions.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported and imported again is the same, whatever the texts are made of. */
@QuarkusTest
class RoundTripTest {

    /** What means something to one of the formats, or to a spreadsheet. */
    private static final List<String> PIECES = List.of(
            "a",
            "Mars",
            "ß",
            "é",
            "“q”",
            "\u20ac",
            "\ud83e\ude90",
            "~",
            "=",
            "#",
            "{",
            "}",
            ":",
            "::",
            "\\",
            "\\n",
            "\n",
            "\n\n",
            "->",
            "..",
            "%50%",
            "[html]",
            "[plain]",
            "[x]",
            "//",
            "####",
            "\"",
            "'",
            "'=",
            ",",
            ";",
            "\t",
            " ",
            "-1",
            "+",
            "@",
            "^ ",
            "#Q ",
            "A ",
            "T",
            "FALSE",
            "_____",
            "// trainyard: points=3",
            "$CATEGORY: x",
            ">3 ALL");

    private static final int QUESTIONS = 120;

    private final Importer ada = Importer.fresh();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void csvKeepsEverything(long seed) {
        JsonObject[] questions = questions(new Random(seed), false);

        assertEquals(List.of(questions), again("csv", ada.writes(questions)));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void giftKeepsEverything(long seed) {
        JsonObject[] questions = questions(new Random(seed), false);

        assertEquals(List.of(questions), again("gift", ada.writes(questions)));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void openTriviaQaKeepsWhatItHasAPlaceFor(long seed) {
        JsonObject[] questions = questions(new Random(seed), true);

        assertEquals(List.of(questions), again("opentriviaqa", ada.writes(questions)));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void jsonMakesTheSameQuiz(long seed) {
        JsonObject settings = new JsonObject().put("attempts", 3).put("shufflesOptions", true);
        JsonObject written = new JsonObject()
                .put("title", "Written")
                .put("description", "Twice")
                .put("settings", settings)
                .put("questions", new JsonArray(List.of(questions(new Random(seed), false))));
        String quiz =
                QUIZZES + "/" + ada.user().sends(written.encode()).post(QUIZZES).path("id");

        Response created =
                ada.user().sends(ada.exports(quiz, "json").asString()).post(QUIZZES);

        JsonObject before = ada.reads(quiz);
        JsonObject after = ada.reads(QUIZZES + "/" + created.path("id"));
        Stream.of(before, after)
                .forEach(json ->
                        List.of("id", "createdAt", "updatedAt", "questions").forEach(json::remove));
        assertEquals(before, after);
        assertEquals(ada.questionsOf(quiz), ada.questionsOf(QUIZZES + "/" + created.path("id")));
    }

    private List<JsonObject> again(String format, String quiz) {
        return ada.questionsIn(format, ada.exports(quiz, format).asString());
    }

    private static JsonObject[] questions(Random random, boolean onlyForOpenTriviaQa) {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(i -> onlyForOpenTriviaQa ? simple(random) : any(random))
                .toArray(JsonObject[]::new);
    }

    /** One choice, on lines that OpenTriviaQA does not take for others, with the points that it cannot say. */
    private static JsonObject simple(Random random) {
        String[] options = options(random).stream()
                .map(option -> option.replace('\n', ' '))
                .toArray(String[]::new);
        String text = words(random).replace("\n^", "\n").replace("\n#Q", "\n").strip();
        return single(text, random.nextInt(options.length), options);
    }

    private static JsonObject any(Random random) {
        String text = words(random);
        String[] options = options(random).toArray(String[]::new);
        List<Integer> right = IntStream.range(0, options.length)
                .filter(i -> i == 0 || random.nextBoolean())
                .boxed()
                .toList();
        JsonObject question =
                switch (random.nextInt(5)) {
                    case 0 -> single(text, random.nextInt(options.length), options);
                    case 1 -> multiple(text, right, options);
                    case 2 -> ordering(text, options);
                    case 3 -> numeric(text, number(random, -1_000), number(random, 0));
                    default -> text(text, options);
                };
        question.put("points", random.nextInt(3) == 0 ? 1 + random.nextInt(100_000) : 100);
        return random.nextInt(3) == 0 ? question.put("timeLimitSeconds", 5 + random.nextInt(3_596)) : question;
    }

    private static List<String> options(Random random) {
        int wanted = 2 + random.nextInt(11);
        Set<String> seen = new LinkedHashSet<>();
        List<String> options = new ArrayList<>();
        while (options.size() < wanted) {
            String option = words(random);
            if (seen.add(option.replace('\n', ' '))) {
                options.add(option);
            }
        }
        return options;
    }

    private static String number(Random random, int from) {
        return BigDecimal.valueOf(from * 1_000_000L + random.nextLong(2_000_000_000L), random.nextInt(7))
                .toPlainString();
    }

    /** Blanks around a text are no part of it for players, and GIFT and OpenTriviaQA drop them. */
    private static String words(Random random) {
        String text = "";
        while (text.isEmpty()) {
            StringBuilder pieces = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                pieces.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            text = pieces.toString().strip();
        }
        return text;
    }
}
