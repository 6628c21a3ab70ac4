package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Questions.numeric;
import static dev.trainyard.quiz.porting.Questions.single;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OpenTriviaQaTest {

    private static final String FORMAT = "opentriviaqa";
    private static final String GOOD = "#Q Which is red?\n^ Mars\nA Venus\nB Mars\n\n";

    private final Importer ada = Importer.fresh();

    @Test
    void recordsBecomeQuestionsOfOneChoice() {
        String file = """

                #Q It is the longest river in the world
                ^ The Nile
                A Themes
                B The Amazon
                C The Nile
                D Danube

                #Q “Red” is a colour.
                ^ True
                A True
                B False
                """;

        assertEquals(
                List.of(
                        single("It is the longest river in the world", 2, "Themes", "The Amazon", "The Nile", "Danube"),
                        single("“Red” is a colour.", 0, "True", "False")),
                ada.questionsIn(FORMAT, file));
    }

    @Test
    void questionMayTakeSeveralLinesAndEveryLineEnd() {
        String file = "#Q The quotient is 2: \r\n\r\n12 / 6 = 2.\n^ True\r\nA True\r\nB False\r\n";

        assertEquals(
                List.of(single("The quotient is 2: \n\n12 / 6 = 2.", 0, "True", "False")),
                ada.questionsIn(FORMAT, file));
    }

    @Test
    void recordsNeedNoBlankLineBetweenThem() {
        assertEquals(2, ada.questionsIn(FORMAT, GOOD.strip() + "\n" + GOOD).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    No answer?;A One;B Two                        | has no line that begins with ^, the right answer
                    Elsewhere?;^ Three;A One;B Two                | the right answer is none of the options
                    Twice the same?;^ One;A One;B Two;C Two       | /options/2: must not repeat another one
                    Alone?;^ One;A One                            | /options: size must be between 2 and 12
                    ;^ One;A One;B Two                             | /text: must not be blank
                    Odd line?;^ One;A One;and so on;B Two         | line 10 is no option: it does not begin with a letter
                    Blank option?;^ One;A One;B                   | /options/1: must not be blank
                    """)
    void malformedRecordIsLeftOutAndToldWithItsLine(String record, String reason) {
        ada.imports(FORMAT, GOOD + "\n#Q " + record.replace(';', '\n') + "\n\n" + GOOD)
                .then()
                .statusCode(201)
                .body("questions", equalTo(2))
                .body("malformedCount", equalTo(1))
                .body("malformed.line", contains(6 + 1))
                .body("malformed.reason", contains(reason));
    }

    @Test
    void whatComesBeforeTheFirstQuestionIsTold() {
        ada.imports(FORMAT, "Science\n\n" + GOOD)
                .then()
                .statusCode(201)
                .body("questions", equalTo(1))
                .body("malformed.line", contains(1))
                .body("malformed.reason", contains("does not begin with #Q"));
    }

    @Test
    void lineThatIsNoTextCostsItsRecordAlone() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(GOOD.getBytes(StandardCharsets.UTF_8));
        file.writeBytes("#Q The Greek - ".getBytes(StandardCharsets.UTF_8));
        file.write(0xcf);
        file.writeBytes("?\n^ A\nA A\nB B\n\n#Q A \0?\n^ A\nA A\nB B\n\n".getBytes(StandardCharsets.UTF_8));
        file.writeBytes(GOOD.getBytes(StandardCharsets.UTF_8));

        ada.posts(Importer.QUIZZES + "/imports?title=T&format=" + FORMAT, file.toByteArray())
                .then()
                .statusCode(201)
                .body("questions", equalTo(2))
                .body("malformed.line", contains(6, 11))
                .body("malformed.reason", contains("line 6 is not UTF-8 text", "line 11 is not UTF-8 text"));
    }

    @Test
    void exportIsTheSameFile() {
        String file = "#Q Which is red?\n^ Mars\nA Venus\nB Mars\n\n#Q Two\nlines?\n^ 1\nA 1\nB 2\n";
        String quiz = ada.taking(FORMAT, file);

        ada.exports(quiz, FORMAT)
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"quiz.txt\"")
                .header("Cache-Control", "no-store")
                .body(equalTo(file));
    }

    @Test
    void quizWithQuestionsOfOtherKindsIsNotExported() {
        String quiz = ada.writes(
                single("Fine?", 0, "Yes", "No"),
                numeric("How many?", "3", "0"),
                single("Long?", 0, "One\nTwo", "Three"),
                single("Confusing\n^ True", 0, "One", "Two"));

        ada.exports(quiz, FORMAT)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:not-exportable"))
                .body("questions.position", contains(2, 3, 4))
                .body(
                        "questions.reason",
                        contains(
                                "is not of the kind single_choice",
                                "has an option of several lines",
                                "has a line that begins with #Q or ^"));
    }
}
