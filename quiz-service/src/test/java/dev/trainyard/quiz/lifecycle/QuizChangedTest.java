package dev.trainyard.quiz.lifecycle;

import static dev.trainyard.quiz.authoring.Bodies.quiz;
import static dev.trainyard.quiz.authoring.Bodies.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Who remembers a quiz hears when it changes, by the id of it. */
@QuarkusTest
class QuizChangedTest {

    @InjectDatabase
    EmbeddedDatabase database;

    private final Host host = Host.fresh();

    @Test
    void everyChangeOfTheCourseIsHeard() throws SQLException {
        String quiz = host.creator().writes(Host.paced(text()));
        List<Runnable> changes = List.of(
                () -> host.does("open", quiz),
                () -> host.does("start", quiz),
                () -> host.does("next", quiz),
                () -> host.creator()
                        .user()
                        .sends("{\"closesAt\":\"" + Instant.now().plusSeconds(600) + "\"}")
                        .put(quiz + "/closing"),
                () -> host.does("close", quiz),
                () -> host.user().request().delete(quiz));

        assertEquals(changes.size(), heardOf(quiz, changes));
    }

    @Test
    void draftThatIsWrittenTellsNobody() throws SQLException {
        String quiz = host.creator().writes(quiz());

        assertEquals(
                0,
                heardOf(
                        quiz,
                        List.of(
                                () -> host.creator().posts(quiz + "/questions", text()),
                                () -> host.creator().puts(quiz, "\"2\"", quiz()),
                                () -> host.user().request().delete(quiz))));
    }

    /** How often the quiz is named, up to when another one is that changes last. */
    private int heardOf(String quiz, List<Runnable> changes) throws SQLException {
        String last = host.has("draft");
        try (Connection connection = database.connectAs("quiz_app");
                var statement = connection.createStatement()) {
            statement.execute("LISTEN quiz_changed");
            changes.forEach(Runnable::run);
            host.does("open", last);
            List<String> heard = new ArrayList<>();
            Instant bound = Instant.now().plus(Duration.ofSeconds(10));
            while (!heard.contains(Host.idOf(last).toString()) && Instant.now().isBefore(bound)) {
                for (PGNotification news : connection.unwrap(PGConnection.class).getNotifications(1_000)) {
                    heard.add(news.getParameter());
                }
            }
            return (int)
                    heard.stream().filter(Host.idOf(quiz).toString()::equals).count();
        }
    }
}
