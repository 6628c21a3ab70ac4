package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Questions.multiple;
import static dev.trainyard.quiz.porting.Questions.numeric;
import static dev.trainyard.quiz.porting.Questions.ordering;
import static dev.trainyard.quiz.porting.Questions.single;
import static dev.trainyard.quiz.porting.Questions.text;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class GiftTest {

    private static final String FORMAT = "gift";

    private final Importer ada = Importer.fresh();

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(
                        "Which is red? {~Venus =Mars ~Earth}", single("Which is red?", 1, "Venus", "Mars", "Earth")),
                Arguments.of("Mars is {~blue =red} in the sky.", single("Mars is _____ in the sky.", 1, "blue", "red")),
                Arguments.of("Five is {~=5 ~4}.", single("Five is _____.", 0, "5", "4")),
                Arguments.of(
                        "::Title:: The sun rises in the east.{T}",
                        single("The sun rises in the east.", 0, "True", "False")),
                Arguments.of("The sun is cold. {FALSE}", single("The sun is cold.", 1, "True", "False")),
                Arguments.of("Two plus two? {=four =4}", text("Two plus two?", "four", "4")),
                Arguments.of("Two plus two? {four}", text("Two plus two?", "four")),
                Arguments.of(
                        "Which have rings? {\n~%-50%Mars\n~%50%Saturn\n~%50%Uranus\n~Venus}",
                        multiple("Which have rings?", List.of(1, 2), "Mars", "Saturn", "Uranus", "Venus")),
                Arguments.of("When? {#1822}", numeric("When?", "1822", "0")),
                Arguments.of("When? {#1822:1.5}", numeric("When?", "1822", "1.5")),
                Arguments.of("Pi? {#3.141..3.142}.", numeric("Pi? _____.", "3.1415", "0.0005")),
                Arguments.of("A hundred? {#0..200}", numeric("A hundred?", "100", "100")),
                Arguments.of("Below? {#-2.5..-1.5}", numeric("Below?", "-2", "0.5")),
                Arguments.of("When? {#\n=1822:0\n=%50%1822:2}", numeric("When?", "1822", "0")),
                Arguments.of(
                        "Order? {>3 ALL VERTICAL ABSOLUTE_POSITION SHOW\none\n two\nthree\n}",
                        ordering("Order?", "one", "two", "three")),
                Arguments.of("[markdown]Is *it*? {=[plain]yes ~[x] no}", single("Is *it*?", 0, "yes", "[x] no")),
                Arguments.of(
                        "Which equals 5\\: \\{\\}? {\n~ \\= 2 + 2\n= \\= 2 + 3\n~ a\\~b\\#c\\\\d\\ne\\f }",
                        single("Which equals 5: {}?", 1, "= 2 + 2", "= 2 + 3", "a~b#c\\d\ne\\f")),
                Arguments.of("Over\ntwo lines? {=a ~b}", single("Over\ntwo lines?", 0, "a", "b")),
                Arguments.of(
                        "// question: 7  name: x\nCommented? {\n=a\n// not this one\n~b}",
                        single("Commented?", 0, "a", "b")),
                Arguments.of(
                        "// trainyard: points=250 timeLimitSeconds=20\nQuick? {=a ~b}",
                        single("Quick?", 0, "a", "b").put("points", 250).put("timeLimitSeconds", 20)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordBecomesAQuestion(String record, JsonObject question) {
        assertEquals(List.of(question), ada.questionsIn(FORMAT, record));
    }

    @Test
    void questionsAreApartByBlankLinesAndCategoriesAndCommentsAreNone() {
        String file = "// A file\n\n$CATEGORY: science\n\nOne? {=a ~b}\r\n \r\nTwo? {=a ~b}\n\n\n// The end\n";

        ada.imports(FORMAT, file)
                .then()
                .statusCode(201)
                .body("questions", equalTo(2))
                .body("malformedCount", equalTo(0))
                .body("noteCount", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Write about it. {}                        | is an essay: it has no answers
                    Read this first.                          | is a description: it has no answers in braces
                    Half {=a ~b                               | has only one of the two braces around its answers
                    Half =a ~b}                               | has only one of the two braces around its answers
                    Pairs? {=a -> b =c -> d}                  | is a matching question, which there is none of here
                    Which? {=a =b ~c}                         | has several right options of which one is enough
                    Which? {a ~b =c}                          | has text before its first option
                    How many? {#many}                         | has something else where a number like 3.5 must be
                    How many? {#1e999999999}                  | has something else where a number like 3.5 must be
                    How many? {#1..1e999999999}               | has something else where a number like 3.5 must be
                    How many? {#=1 =2}                        | has several right numbers
                    How many? {#=%50%1}                       | has no number that gives all points
                    Order? {> what comes first}               | begins with > like an ordering question, but goes on otherwise
                    Which? {~a ~b}                            | /rightOptions: size must be between 1 and 12
                    Which? {=a ~a}                            | /options/1: must not repeat another one
                    """)
    void malformedRecordIsLeftOutAndToldWithItsLine(String record, String reason) {
        ada.imports(FORMAT, "Good? {=a ~b}\n\n// A comment\n" + record + "\n\nGood, too? {=a ~b}")
                .then()
                .statusCode(201)
                .body("questions", equalTo(2))
                .body("malformed.line", contains(4))
                .body("malformed.reason", contains(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "points=many, has something else where a whole number must be",
        "speed=2, 'has a comment with a hint that is none of kind, points and timeLimitSeconds'"
    })
    void hintsAreChecked(String hint, String reason) {
        ada.imports(FORMAT, "Good? {=a ~b}\n\n// trainyard: " + hint + "\nBad? {=a ~b}")
                .then()
                .statusCode(201)
                .body("malformed.reason", contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Which? {=a#Right! ~b#Wrong!}          | has feedback, which is left out
                    Is it? {T#No#Yes}                     | has feedback, which is left out
                    Which? {=a ~b####In general}          | has feedback, which is left out
                    Which? {=a ~%50%b}                    | gives a part of the points for an answer, which counts as wrong here
                    Which? {=a =%75%b}                    | gives a part of the points for an answer, which counts as wrong here
                    [html]<p>Which?</p> {=a ~b}           | is HTML, whose tags stay in the text
                    """)
    void whatIsLeftOutOfAQuestionIsTold(String record, String reason) {
        ada.imports(FORMAT, "\n" + record)
                .then()
                .statusCode(201)
                .body("questions", equalTo(1))
                .body("malformedCount", equalTo(0))
                .body("notes.line", contains(2))
                .body("notes.reason", contains(reason));
    }

    @Test
    void exportIsWhatMoodleTakes() {
        String quiz = ada.writes(
                single("Which is 5: {a}?", 1, "= 4", "5"),
                multiple("Rings?", List.of(0, 1, 2), "Saturn", "Uranus", "Neptune", "50 % of Mars"),
                ordering("From the sun?", "Venus", "Earth"),
                numeric("How far?", "1.524", "0.05").put("timeLimitSeconds", 20),
                text("Which leads to?", "a -> b", "%50%").put("points", 7));

        ada.exports(quiz, FORMAT)
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"quiz.gift\"")
                .body(equalTo("""
                        Which is 5\\: \\{a\\}? {
                        ~\\= 4
                        =5
                        }

                        Rings? {
                        ~%33.33333%Saturn
                        ~%33.33333%Uranus
                        ~%33.33333%Neptune
                        ~%-100%50 % of Mars
                        }

                        From the sun? {>2 ALL VERTICAL ABSOLUTE_POSITION SHOW
                        Venus
                        Earth
                        }

                        // trainyard: timeLimitSeconds=20
                        How far? {#1.524:0.05}

                        // trainyard: kind=text points=7
                        Which leads to? {
                        =a -> b
                        =[plain]%50%
                        }
                        """));
    }
}
