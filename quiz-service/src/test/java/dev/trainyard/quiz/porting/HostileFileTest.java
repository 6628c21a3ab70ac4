package dev.trainyard.quiz.porting;

import static dev.trainyard.quiz.porting.Importer.QUIZZES;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are made to cost more than they may. */
@QuarkusTest
class HostileFileTest {

    private static final int LARGE = 4_000_000;
    private static final String TOO_MANY = "has more answers than any question may";

    @Inject
    PortingSlots slots;

    @Inject
    PortingConfig config;

    private final Importer ada = Importer.fresh();

    static Stream<Arguments> files() {
        String csv = "kind,text,right,option1,option2\n";
        return Stream.of(
                Arguments.of("gift", "Which? {" + "~".repeat(LARGE) + "}", 1, TOO_MANY),
                Arguments.of("gift", "Which? {" + "=".repeat(LARGE) + "}", 1, TOO_MANY),
                Arguments.of("gift", "Which? {#" + "=1".repeat(LARGE / 2) + "}", 1, TOO_MANY),
                Arguments.of("gift", "Order? {>" + "\na".repeat(LARGE / 2) + "}", 1, TOO_MANY),
                Arguments.of(
                        "gift",
                        "Order? {>" + " A".repeat(LARGE / 2) + "}",
                        1,
                        "/options: size must be between 2 and 12"),
                Arguments.of("gift", "{".repeat(LARGE), 1, "has only one of the two braces around its answers"),
                Arguments.of("gift", "\\".repeat(LARGE), 1, "is a description: it has no answers in braces"),
                Arguments.of("opentriviaqa", "#Q Which?\n^ a\n" + "A a\n".repeat(LARGE / 4), 1, TOO_MANY),
                Arguments.of(
                        "opentriviaqa",
                        "#Q " + "a\n".repeat(LARGE / 2) + "^ a\nA a\nB b\n",
                        1,
                        "/text: size must be between 0 and 2000"),
                Arguments.of("csv", csv + "multiple_choice,Which?," + "1;".repeat(LARGE / 2) + ",a,b\n", 2, TOO_MANY),
                Arguments.of(
                        "csv",
                        csv + ",Which?,1,\"" + "a\n".repeat(LARGE / 2) + ",b\n",
                        2,
                        "/options/0: size must be between 0 and 500; /options: size must be between 2 and 12"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void recordThatNeverEndsIsOneThatIsMalformed(String format, String file, int line, String reason) {
        ada.imports(format, file)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:nothing-to-import"))
                .body("malformed.line", contains(line))
                .body("malformed.reason", contains(reason));
    }

    @Test
    void malformedRecordsWithoutEndAreNotReadToTheEnd() {
        ada.imports("gift", "a\n\n".repeat(LARGE / 3))
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:too-many-malformed"));
    }

    @Test
    void oneMoreThanThereArePlacesForIsRefused() throws Exception {
        Callable<Integer> request = () -> ada.imports("csv", "text,right\n")
                .then()
                .statusCode(503)
                .header("Retry-After", Integer::parseInt, lessThan(60))
                .body("type", equalTo("urn:problem:overloaded"))
                .extract()
                .statusCode();
        for (int i = 0; i < config.maxAtOnce(); i++) {
            Callable<Integer> inside = request;
            request = () -> slots.with(inside::call);
        }

        request.call();
    }

    @Test
    void placeIsFreeAgainAfterARefusal() {
        for (int i = 0; i < 2 * config.maxAtOnce(); i++) {
            ada.posts(QUIZZES + "/imports?format=csv&title=T", "none".getBytes(StandardCharsets.UTF_8))
                    .then()
                    .statusCode(400);
        }
    }
}
