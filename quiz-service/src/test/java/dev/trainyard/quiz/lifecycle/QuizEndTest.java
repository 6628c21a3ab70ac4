package dev.trainyard.quiz.lifecycle;

import static dev.trainyard.quiz.authoring.Creator.sixteenAtOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.quiz.lifecycle.CourseRecorder.Told;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those who have something to do when a quiz moves on: they do it once, and together with it. */
@QuarkusTest
class QuizEndTest {

    @Inject
    CourseRecorder recorder;

    private final Host host = Host.fresh();

    @Test
    void eachStepIsToldOnceAndAsItIsByThenThePressingFirst() {
        UUID quiz = Host.idOf(host.has("closed"));

        assertEquals(
                List.of(
                        new Told(quiz, host.user().id(), "opened", "open"),
                        new Told(quiz, host.user().id(), "started", "running"),
                        new Told(quiz, host.user().id(), "settling", "closed"),
                        new Told(quiz, host.user().id(), "settled", "closed")),
                recorder.toldOf(quiz));
    }

    @Test
    void quizThatSixteenCloseAtOnceEndsOnce() throws Exception {
        String quiz = host.has("open");

        sixteenAtOnce(i -> host.does("close", quiz));

        assertEquals(
                List.of("opened", "settling", "settled"),
                recorder.toldOf(Host.idOf(quiz)).stream().map(Told::what).toList());
    }

    @ParameterizedTest
    @CsvSource({"open,draft", "start,open"})
    void whoDoesNotGoAlongKeepsTheQuizAsItIs(String verb, String status) {
        String quiz = host.has(status);
        var before = host.creator().reads(quiz);
        recorder.refuse(Host.idOf(quiz));

        int answer = host.does(verb, quiz).statusCode();

        assertEquals(500, answer);
        assertEquals(before, host.creator().reads(quiz));
    }
}
