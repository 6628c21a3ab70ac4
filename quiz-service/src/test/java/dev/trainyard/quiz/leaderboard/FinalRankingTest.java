package dev.trainyard.quiz.leaderboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.leaderboard.FinalRanking.RankedPlayer;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class FinalRankingTest {

    @Inject
    Database database;

    @Inject
    FinalRanking ranking;

    @ParameterizedTest
    @CsvSource({
        "shared, Ann 1 Bob 2 Cid 2 Dan 4 Eve 5",
        "dense, Ann 1 Bob 2 Cid 2 Dan 3 Eve 4",
        // Cid gave the last answer before Bob did, but the first right one after him.
        "first_to_finish, Ann 1 Cid 2 Bob 3 Dan 4 Eve 5",
        "earliest_correct, Ann 1 Bob 2 Cid 3 Dan 4 Eve 5",
    })
    void tiesAreBrokenAsTheQuizSays(String ties, String places) {
        PlayedQuiz quiz = PlayedQuiz.running(database, ties);
        quiz.player("Dan", 100);
        TestUser bob = quiz.player("Bob");
        quiz.answers(bob, 1, 200, 2);
        quiz.answers(bob, 1, 0, 9);
        TestUser cid = quiz.player("Cid");
        quiz.answers(cid, 1, 200, 3);
        quiz.player("Ann", 100, 100, 100);
        quiz.player("Eve", 0);
        quiz.close();

        List<RankedPlayer> ranked = ranking.best(quiz.creator().id(), quiz.id(), 100);

        assertEquals(
                List.of(places.split("(?<=\\d) ")),
                ranked.stream()
                        .sorted(Comparator.comparing(RankedPlayer::rank).thenComparing(RankedPlayer::name))
                        .map(player -> player.name() + " " + player.rank())
                        .toList());
    }

    @Test
    void thoseOfARankAreInTheOrderOfTheirIds() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shared");
        for (int i = 0; i < 20; i++) {
            quiz.player("P" + i, 100);
        }

        List<String> users = ranking.best(quiz.creator().id(), quiz.id(), 100).stream()
                .map(RankedPlayer::user)
                .toList();

        assertEquals(20, users.size());
        assertEquals(users.stream().sorted().toList(), users);
    }

    @Test
    void noMoreAreReadThanAreAskedFor() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shared");
        quiz.player("Ann", 100);
        quiz.player("Bob", 200);
        quiz.player("Cid", 300);

        assertEquals(
                List.of("Cid", "Bob"),
                ranking.best(quiz.creator().id(), quiz.id(), 2).stream()
                        .map(RankedPlayer::name)
                        .toList());
    }

    @Test
    void theBestAttemptOfEachCounts() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shared");
        TestUser ann = quiz.player("Ann", 100, 0);
        quiz.answers(ann, 2, 100, 10);
        quiz.answers(ann, 2, 50, 11);
        quiz.answers(ann, 2, 0, 12);
        quiz.answers(ann, 3, 120, 20);

        List<RankedPlayer> ranked = ranking.best(quiz.creator().id(), quiz.id(), 100);

        assertEquals(List.of(new RankedPlayer(ann.id(), "Ann", 1, 150, 2, 3, 2)), ranked);
    }

    @Test
    void mostRightAnswersMayBeThoseOfAnotherAttempt() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shared");
        TestUser ann = quiz.player("Ann", 100, 100, 100);
        quiz.answers(ann, 2, 400, 10);
        quiz.player("Bob", 100, 0);

        List<RankedPlayer> ranked = ranking.best(quiz.creator().id(), quiz.id(), 100);

        assertEquals(
                List.of("Ann 400 1 3", "Bob 100 1 1"),
                ranked.stream()
                        .map(player -> player.name() + " " + player.points() + " " + player.correct() + " "
                                + player.mostCorrect())
                        .toList());
    }

    @Test
    void ofAttemptsWithTheSamePointsTheOneThatIsAheadCounts() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "earliest_correct");
        TestUser ann = quiz.player("Ann");
        quiz.answers(ann, 1, 0, 1);
        quiz.answers(ann, 1, 100, 30);
        quiz.answers(ann, 2, 100, 20);
        quiz.player("Bob");
        quiz.answers(quiz.player("Cid"), 1, 100, 25);

        List<RankedPlayer> ranked = ranking.best(quiz.creator().id(), quiz.id(), 100);

        assertEquals(new RankedPlayer(ann.id(), "Ann", 1, 100, 1, 1, 1), ranked.getFirst());
    }

    @Test
    void whoHasAnsweredNothingHasNoPlace() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shared");
        quiz.player("Ann");

        assertEquals(List.of(), ranking.best(quiz.creator().id(), quiz.id(), 100));
        assertEquals(List.of(), ranking.best(quiz.creator().id(), UUID.randomUUID(), 100));
    }

    @Test
    void othersQuizzesDoNotCount() {
        PlayedQuiz quiz = PlayedQuiz.running(database, "shared");
        PlayedQuiz other = PlayedQuiz.running(database, "shared");
        TestUser ann = quiz.player("Ann", 100);
        other.join(ann, "Ann");
        other.answers(ann, 1, 500, 1);

        assertEquals(
                List.of(new RankedPlayer(ann.id(), "Ann", 1, 100, 1, 1, 1)),
                ranking.best(quiz.creator().id(), quiz.id(), 100));
        assertEquals(List.of(), ranking.best(other.creator().id(), quiz.id(), 100));
    }
}
