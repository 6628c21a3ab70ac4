package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Questions.multiple;
import static dev.trainyard.quiz.porting.Questions.numeric;
import static dev.trainyard.quiz.porting.Questions.ordering;
import static dev.trainyard.quiz.porting.Questions.single;
import static dev.trainyard.quiz.porting.Questions.text;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CsvTest {

    private static final String FORMAT = "csv";
    private static final String FILE = """
            kind,text,right,tolerance,points,timeLimitSeconds,option1,option2,option3,option4
            single_choice,Which is red?,2,,100,,Venus,Mars
            multiple_choice,Which have rings?,1;3,,100,,Saturn,Mars,Uranus
            ordering,From the sun?,,,100,,Venus,Earth,Mars
            numeric,How far?,1.524,0.05,250,20
            text,Which one?,,,100,,Mars,'=Mars
            """.replace("\n", "\r\n");

    private static final List<JsonObject> QUESTIONS = List.of(
            single("Which is red?", 1, "Venus", "Mars"),
            multiple("Which have rings?", List.of(0, 2), "Saturn", "Mars", "Uranus"),
            ordering("From the sun?", "Venus", "Earth", "Mars"),
            numeric("How far?", "1.524", "0.05").put("points", 250).put("timeLimitSeconds", 20),
            text("Which one?", "Mars", "=Mars"));

    private final Importer ada = Importer.fresh();

    @Test
    void linesBecomeQuestions() {
        assertEquals(QUESTIONS, ada.questionsIn(FORMAT, FILE));
    }

    @Test
    void exportIsTheSameFile() {
        ada.exports(ada.writes(QUESTIONS.toArray(JsonObject[]::new)), FORMAT)
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"quiz.csv\"")
                .body(equalTo(FILE));
    }

    @ParameterizedTest
    @ValueSource(chars = {';', '\t'})
    void spreadsheetsOfOtherCountriesAreRead(char separator) {
        String file = "Text%sRight%sOption 1%sOption_2\nWhich?%s2%sa, b%sc".replace("%s", String.valueOf(separator));

        assertEquals(List.of(single("Which?", 1, "a, b", "c")), ada.questionsIn(FORMAT, file));
    }

    @Test
    void utf16IsRead() {
        String file = "\ufefftext;right;option1;option2\nWofür?;B;ä;ö\n";

        ada.posts(Importer.QUIZZES + "/imports?title=T&format=csv", file.getBytes(StandardCharsets.UTF_16LE))
                .then()
                .statusCode(201)
                .body("questions", equalTo(1))
                .body("malformedCount", equalTo(0));
    }

    @Test
    void brokenUtf16IsRefused() {
        ada.posts(Importer.QUIZZES + "/imports?title=T&format=csv", new byte[] {(byte) 0xff, (byte) 0xfe, 0x61})
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-file"));
    }

    @Test
    void byteOrderMarkIsNoPartOfAColumn() {
        assertEquals(QUESTIONS, ada.questionsIn(FORMAT, "\ufeff" + FILE));
    }

    @Test
    void fieldMayTakeSeveralLines() {
        String file = "text,right,option1,option2\n\"One\nTwo\",1,a,b\n,1,a,b\n";

        ada.imports(FORMAT, file)
                .then()
                .statusCode(201)
                .body("questions", equalTo(1))
                .body("malformed.line", contains(4))
                .body("malformed.reason", contains("/text: must not be blank"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    riddle,Which?,1,,,,a,b             | is of a kind that is none of single_choice, multiple_choice, ordering, numeric and text
                    ,Which?,first,,,,a,b               | has something else where a whole number must be
                    ,Which?,1;2,,,,a,b                 | has several right options, and is not of the kind multiple_choice
                    ,Which?,,,,,a,b                    | /rightOption: must not be null
                    ,Which?,3,,,,a,b                   | /rightOption: is not the number of an option
                    ,Which?,0,,,,a,b                   | /rightOption: must be greater than or equal to 0
                    ,Which?,1,,,,a,,b                  | has a blank option before others
                    ,Which?,1,,0,,a,b                  | /points: must be greater than or equal to 1
                    ,Which?,1,,,4000,a,b               | /timeLimitSeconds: must be less than or equal to 3600
                    numeric,How many?,"1,5",,,         | has something else where a number like 3.5 must be
                    numeric,How many?,1,-1,,           | /tolerance: must be greater than or equal to 0
                    text,Which?,,,,                    | /acceptedTexts: size must be between 1 and 20
                    """)
    void malformedLineIsLeftOutAndTold(String line, String reason) {
        ada.imports(FORMAT, FILE + line + "\r\n")
                .then()
                .statusCode(201)
                .body("questions", equalTo(5))
                .body("malformed.line", contains(7))
                .body("malformed.reason", contains(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text,option1,option2         | The header lacks the column right.
                    text,right,hint              | The header has the column hint, which is none of
                    text,right,option1,option3   | The header has the column option3, which is none of
                    text,right,Text              | The header has the column text twice.
                    """)
    void headerThatIsNotUnderstoodIsRefused(String header, String detail) {
        ada.imports(FORMAT, header + "\na,1,b,c\n")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-csv"))
                .body("detail", startsWith(detail));
    }

    @Test
    void fileThatIsNoCsvIsRefusedWithTheLine() {
        ada.imports(FORMAT, FILE + "text,\"Which\" one?,,,,,a,b\r\n")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:malformed-csv"))
                .body("detail", containsString("record starting at line 7"));
    }
}
