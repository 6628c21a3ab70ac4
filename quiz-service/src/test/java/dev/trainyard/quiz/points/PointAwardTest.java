package dev.trainyard.quiz.points;

import static dev.trainyard.quiz.points.PlayedQuiz.Given.right;
import static dev.trainyard.quiz.points.PlayedQuiz.Given.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.quiz.lifecycle.Settlements;
import dev.trainyard.quiz.points.PlayedQuiz.Given;
import dev.trainyard.quiz.points.PointLedger.Entry;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who earns what when a quiz closes. */
@QuarkusTest
class PointAwardTest {

    private static final Map<String, Integer> WORTH =
            Map.of("correct_answer", 5, "first_correct", 3, "creator_unique_player", 2, "creator_correct_answer", 1);

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    PointAward award;

    @Inject
    Settlements settlements;

    private PointLedger ledger;

    private final TestUser creator = TestUser.fresh();
    private final TestUser ada = TestUser.fresh();
    private final TestUser ben = TestUser.fresh();

    @BeforeEach
    void openTheLedger() {
        ledger = new PointLedger(database);
    }

    @Test
    void rightAnswersEarnTheirPlayersAndTheCreator() throws Exception {
        PlayedQuiz quiz = quizOf(3)
                .with(right(ada, 1, 100), right(ada, 2, 300), wrong(ada, 3, 400))
                .with(right(ben, 1, 200), right(ben, 2, 250), wrong(ben, 3, 260));

        quiz.closes();

        assertEquals(
                Set.of(
                        entry(ada, "correct_answer", 2),
                        entry(ada, "first_correct", 1),
                        entry(ben, "correct_answer", 2),
                        entry(ben, "first_correct", 1),
                        entry(creator, "creator_unique_player", 2),
                        entry(creator, "creator_correct_answer", 4)),
                ledger.of(quiz));
        assertEquals(List.of(13L, 13L, 8L), pointsOf(ada, ben, creator));
    }

    @Test
    void playerWhoIsNeverRightEarnsOnlyTheCreator() throws Exception {
        PlayedQuiz quiz = quizOf(1).with(wrong(ada, 1, 100));

        quiz.closes();

        assertEquals(Set.of(entry(creator, "creator_unique_player", 1)), ledger.of(quiz));
    }

    @Test
    void quizThatNobodyAnsweredEarnsNothing() throws Exception {
        PlayedQuiz quiz = quizOf(1).joinedBy(ada, "Ada");

        quiz.closes();

        assertEquals(Set.of(), ledger.of(quiz));
    }

    @Test
    void whoAreFirstAtTheSameInstantAllAre() throws Exception {
        PlayedQuiz quiz = quizOf(1).with(right(ada, 1, 100), right(ben, 1, 100), right(TestUser.fresh(), 1, 101));

        quiz.closes();

        assertEquals(Set.of(ada.id(), ben.id()), holdersOf("first_correct", quiz));
    }

    @Test
    void questionCountsOnceHoweverManyAttempts() throws Exception {
        PlayedQuiz quiz = quizOf(1)
                .with(
                        new Given(ada, 1, 1, false, 100),
                        new Given(ada, 2, 1, true, 200),
                        new Given(ada, 3, 1, true, 400),
                        new Given(ben, 1, 1, true, 300));

        quiz.closes();

        assertEquals(
                Set.of(
                        entry(ada, "correct_answer", 1),
                        entry(ada, "first_correct", 1),
                        entry(ben, "correct_answer", 1),
                        entry(creator, "creator_unique_player", 2),
                        entry(creator, "creator_correct_answer", 2)),
                ledger.of(quiz));
    }

    @Test
    void nobodyEarnsByAQuizOfTheirOwn() throws Exception {
        PlayedQuiz quiz = quizOf(1).with(right(creator, 1, 100), right(ada, 1, 200));

        quiz.closes();

        assertEquals(
                Set.of(
                        entry(ada, "correct_answer", 1),
                        entry(ada, "first_correct", 1),
                        entry(creator, "creator_unique_player", 1),
                        entry(creator, "creator_correct_answer", 1)),
                ledger.of(quiz));
    }

    @Test
    void nothingIsEarnedTwice() throws Exception {
        PlayedQuiz quiz = quizOf(1).with(right(ada, 1, 100));
        quiz.closes();

        QuarkusTransaction.requiringNew().run(() -> {
            award.end(creator.id(), UUID.fromString(quiz.id()), List.of(ada.id()));
            award.settled(creator.id(), UUID.fromString(quiz.id()));
        });

        assertEquals(List.of(8L, 3L), pointsOf(ada, creator));
        ledger.addsUp();
    }

    @Test
    void chunkThatFailsEarnsNothing() throws Exception {
        PlayedQuiz quiz = quizOf(1).with(right(ada, 1, 100));

        assertThrows(
                IllegalStateException.class,
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    award.end(creator.id(), UUID.fromString(quiz.id()), List.of(ada.id()));
                    throw new IllegalStateException("as another feature may");
                }));

        assertEquals(Set.of(), ledger.of(quiz));
        assertEquals(List.of(0L, 0L), pointsOf(ada, creator));
        ledger.addsUp();
    }

    @Test
    void quizzesOfTheSamePlayersMayCloseAtOnce() throws Exception {
        List<TestUser> players = users(12);
        List<Callable<Void>> closings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Collections.shuffle(players, new Random(i));
            int offset = i;
            PlayedQuiz quiz = PlayedQuiz.of(database, TestUser.fresh(), 1)
                    .with(players.stream()
                            .map(player -> right(player, 1, offset + players.indexOf(player)))
                            .toList());
            closings.add(() -> {
                quiz.closes();
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var closed : threads.invokeAll(closings)) {
                closed.get();
            }
        }

        assertEquals(
                12 * 8 * 5 + 8 * 3,
                pointsOf(players.toArray(TestUser[]::new)).stream()
                        .mapToLong(Long::longValue)
                        .sum());
        ledger.addsUp();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomQuizEarnsWhatCountingGives(long seed) throws Exception {
        Random random = new Random(seed);
        List<TestUser> players = users(1 + random.nextInt(12));
        players.add(creator);
        int questions = 1 + random.nextInt(6);
        List<Given> answers = new ArrayList<>();
        for (TestUser player : players) {
            int attempts = random.nextInt(4);
            for (int attempt = 1; attempt <= attempts; attempt++) {
                for (int question = 1; question <= questions; question++) {
                    if (random.nextInt(4) > 0) {
                        // Few instants, so that there are ties.
                        answers.add(
                                new Given(player, attempt, question, random.nextBoolean(), 100L * random.nextInt(5)));
                    }
                }
            }
        }
        PlayedQuiz other = PlayedQuiz.of(database, TestUser.fresh(), questions).with(answers);
        PlayedQuiz quiz = quizOf(questions).with(answers);
        Set<Entry> plain = new PlainAward(database).of(quiz, creator.id());

        // Killed after any chunk, and gone on with by the next.
        settlements.close(creator.id(), UUID.fromString(quiz.id()));
        for (int chunk = random.nextInt(6); chunk > 0; chunk--) {
            settlements.goOn(creator.id(), UUID.fromString(quiz.id()));
        }
        settlements.finish(creator.id(), UUID.fromString(quiz.id()));

        assertEquals(counted(answers, questions), ledger.of(quiz));
        assertEquals(plain, ledger.of(quiz));
        assertEquals(Set.of(), ledger.of(other));
        ledger.addsUp();
    }

    /** The rules as they are told, one after the other. */
    private Set<Entry> counted(List<Given> answers, int questions) {
        List<Given> ofOthers = answers.stream()
                .filter(given -> !given.player().equals(creator))
                .toList();
        Map<TestUser, Long> correct = new HashMap<>();
        Map<TestUser, Long> first = new HashMap<>();
        for (int question = 1; question <= questions; question++) {
            int asked = question;
            List<Given> right = ofOthers.stream()
                    .filter(given -> given.question() == asked && given.isCorrect())
                    .sorted(Comparator.comparingLong(Given::ms))
                    .toList();
            right.stream().map(Given::player).distinct().forEach(player -> correct.merge(player, 1L, Long::sum));
            right.stream()
                    .filter(given -> given.ms() == right.getFirst().ms())
                    .map(Given::player)
                    .distinct()
                    .forEach(player -> first.merge(player, 1L, Long::sum));
        }
        Set<Entry> entries = new HashSet<>();
        correct.forEach((player, times) -> entries.add(entry(player, "correct_answer", times)));
        first.forEach((player, times) -> entries.add(entry(player, "first_correct", times)));
        entries.add(entry(
                creator,
                "creator_unique_player",
                ofOthers.stream().map(Given::player).distinct().count()));
        entries.add(entry(
                creator,
                "creator_correct_answer",
                correct.values().stream().mapToLong(Long::longValue).sum()));
        entries.removeIf(entry -> entry.times() == 0);
        return entries;
    }

    private PlayedQuiz quizOf(int questions) {
        return PlayedQuiz.of(database, creator, questions);
    }

    private Set<String> holdersOf(String kind, PlayedQuiz quiz) throws SQLException {
        Set<String> holders = new HashSet<>();
        ledger.of(quiz).stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(Entry::user)
                .forEach(holders::add);
        return holders;
    }

    private static List<Long> pointsOf(TestUser... users) {
        List<Long> points = new ArrayList<>();
        for (TestUser user : users) {
            points.add(user.request().get("/api/v1/points/me").jsonPath().getLong("points"));
        }
        return points;
    }

    private static Entry entry(TestUser user, String kind, long times) {
        return new Entry(user.id(), kind, times, WORTH.get(kind) * times);
    }

    private static List<TestUser> users(int number) {
        return new ArrayList<>(
                IntStream.range(0, number).mapToObj(i -> TestUser.fresh()).toList());
    }
}
