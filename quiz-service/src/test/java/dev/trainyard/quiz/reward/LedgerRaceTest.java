package dev.trainyard.quiz.reward;

import static dev.trainyard.quiz.reward.Contest.reward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.kit.database.Database;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that meet in the middle of the books: all wait for the same row, in their order, and go on when it is free. */
@QuarkusTest
class LedgerRaceTest {

    private static final String CONFIRM = "{}";
    private static final String FAIL = "{\"reason\": \"No account\"}";

    @InjectDatabase
    EmbeddedDatabase embedded;

    @Inject
    Database database;

    private final TestUser grace = TestUser.fresh();

    @ParameterizedTest
    @CsvSource({
        "pending, confirm, confirm, 200, confirmed, 1, 0, 980",
        "pending, confirm, fail,    409, confirmed, 1, 0, 980",
        "pending, fail,    confirm, 200, confirmed, 1, 0, 980",
        "pending, fail,    fail,    200, failed,    1, 980, 0",
        "failed,  confirm, retry,   409, confirmed, 1, 0, 980",
        "failed,  retry,   confirm, 200, confirmed, 2, 0, 980",
        "failed,  retry,   retry,   409, pending,   2, 980, 0",
    })
    void whoComesSecondFindsWhatTheFirstHasLeft(
            String before, String first, String second, int answer, String status, int attempt, long owed, long paid)
            throws Exception {
        Contest contest = won(1_000);
        String payout =
                "/api/v1/rewards/payouts/" + contest.payouts().getFirst().getString("id");
        if (before.equals("failed")) {
            does(contest, payout, "fail");
        }

        List<Response> answers = meetAt(
                "SELECT FROM reward_payout WHERE user_id = '%s' FOR UPDATE"
                        .formatted(contest.user().id()),
                () -> does(contest, payout, first),
                () -> does(contest, payout, second));

        assertEquals(List.of(200, answer), statuses(answers));
        assertEquals(status, contest.reads(payout).getString("status"));
        assertEquals(attempt, contest.reads(payout).getInteger("attempt"));
        assertEquals(books(1_000, 20, paid, owed), contest.books());
    }

    @Test
    void potThatTwoDivideAtOnceIsDividedOnce() throws Exception {
        Contest contest = Contest.closed(database, reward("winner_takes_all", 1_000), List.of(grace), 3);

        List<Response> answers = meetAt(quiz(contest), contest::distributes, contest::distributes);

        assertEquals(List.of(200, 200), statuses(answers));
        assertEquals(answers.getFirst().asString(), answers.getLast().asString());
        assertEquals(books(1_000, 20, 0, 980), contest.books());
    }

    @Test
    void potsOfOneCreatorThatAreDividedAtOnceAddUp() throws Exception {
        Contest first = won(1_000);
        Contest second = another(first, 2_000);
        Contest third = another(first, 3_000);

        List<Response> answers = meetAt(account(first, "creator"), second::distributes, third::distributes);

        assertEquals(List.of(200, 200), statuses(answers));
        assertEquals(books(6_000, 120, 0, 5_880), first.books());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void potThatIsDividedWhileAPayoutIsConfirmedAddsUp(boolean isConfirmedFirst) throws Exception {
        Contest first = won(1_000);
        Contest second = another(first, 2_000);
        String payout = "/api/v1/rewards/payouts/" + first.payouts().getFirst().getString("id");
        Supplier<Response> confirms = () -> does(first, payout, "confirm");

        List<Response> answers = isConfirmedFirst
                ? meetAt(account(first, "winner"), confirms, second::distributes)
                : meetAt(account(first, "winner"), second::distributes, confirms);

        assertEquals(List.of(200, 200), statuses(answers));
        assertEquals(books(3_000, 60, 980, 1_960), first.books());
    }

    @Test
    void payoutThatIsTriedAgainWhileItGetsAChannelIsHandedOverByIt() throws Exception {
        Contest contest = won(1_000);
        String payout =
                "/api/v1/rewards/payouts/" + contest.payouts().getFirst().getString("id");
        does(contest, payout, "fail");
        String channel = "{\"channelId\": \"" + contest.channel("carrier-pigeon") + "\"}";

        List<Response> answers = meetAt(
                "SELECT FROM reward_distribution WHERE user_id = '%s' FOR UPDATE"
                        .formatted(contest.user().id()),
                () -> contest.user().sends(channel).put(contest.rewardPath() + "/channel"),
                () -> does(contest, payout, "retry"));

        assertEquals(List.of(204, 200), statuses(answers));
        assertEquals(1, contest.reads("/api/v1/messages").getJsonArray("items").size());
    }

    @Test
    void quizThatIsDeletedWhileItsPotIsDividedIsDeletedAfterwards() throws Exception {
        Contest contest = Contest.closed(database, reward("winner_takes_all", 1_000), List.of(grace), 3);

        List<Response> answers = meetAt(
                quiz(contest),
                contest::distributes,
                () -> contest.user().request().delete(contest.path()));

        assertEquals(List.of(200, 204), statuses(answers));
        assertEquals(books(1_000, 20, 0, 980), contest.books());
    }

    @Test
    void quizThatIsDeletedFirstIsKeptAndItsPotDivided() throws Exception {
        Contest contest = Contest.closed(database, reward("winner_takes_all", 1_000), List.of(grace), 3);

        List<Response> answers =
                meetAt(quiz(contest), () -> contest.user().request().delete(contest.path()), contest::distributes);

        assertEquals(List.of(409, 200), statuses(answers));
        assertEquals(books(1_000, 20, 0, 980), contest.books());
    }

    /** A pot that grace has won, of a creator of its own. */
    private Contest won(long pot) {
        Contest contest = Contest.closed(database, reward("winner_takes_all", pot), List.of(grace), 3);
        contest.distributes();
        return contest;
    }

    private Contest another(Contest contest, long pot) {
        return Contest.draft(database, contest.creator())
                .promises(reward("winner_takes_all", pot))
                .isPlayed(List.of(grace), 3);
    }

    private static Response does(Contest contest, String payout, String verb) {
        var request = verb.equals("retry")
                ? contest.user().request()
                : contest.user().sends(verb.equals("fail") ? FAIL : CONFIRM);
        return request.post(payout + "/" + verb);
    }

    private List<String> books(long pot, long fee, long paid, long owed) {
        return Stream.of(
                        "EUR creator null -" + pot,
                        "EUR fee null " + fee,
                        "EUR paid null " + paid,
                        "EUR winner " + grace.id() + " " + owed)
                // Before anything is paid there is no such account.
                .filter(account -> !account.equals("EUR paid null 0"))
                .toList();
    }

    private static String quiz(Contest contest) {
        return "SELECT FROM quiz WHERE user_id = '%s' AND id = '%s' FOR UPDATE"
                .formatted(contest.user().id(), contest.quiz());
    }

    private static String account(Contest contest, String kind) {
        return "SELECT FROM reward_account WHERE user_id = '%s' AND kind = '%s' FOR UPDATE"
                .formatted(contest.user().id(), kind);
    }

    private static List<Integer> statuses(List<Response> answers) {
        return answers.stream().map(Response::statusCode).toList();
    }

    /** Their answers, when each has come as far as what is locked by {@code lock}, one after the other. */
    @SafeVarargs
    private List<Response> meetAt(String lock, Supplier<Response>... requests) throws Exception {
        List<Future<Response>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = embedded.connectAs("quiz_app")) {
            holder.setAutoCommit(false);
            int pid;
            try (var statement = holder.createStatement()) {
                statement.execute(lock);
                var row = statement.executeQuery("SELECT pg_backend_pid()");
                row.next();
                pid = row.getInt(1);
            }
            for (Supplier<Response> request : requests) {
                answers.add(threads.submit(request::get));
                assertTrue(soManyWait(pid, answers.size()));
            }
            holder.commit();
        }
        List<Response> answered = new ArrayList<>();
        for (Future<Response> answer : answers) {
            answered.add(answer.get());
        }
        return answered;
    }

    /** For a process of the database, or for one that waits for it. */
    private boolean soManyWait(int pid, int many) throws SQLException {
        Instant bound = Instant.now().plus(Duration.ofSeconds(8));
        try (Connection admin = embedded.connectAsAdmin();
                var query = admin.prepareStatement("""
                        WITH RECURSIVE waiting AS (
                            SELECT ?::integer AS pid
                            UNION
                            SELECT a.pid FROM pg_stat_activity a JOIN waiting w ON w.pid = ANY (pg_blocking_pids(a.pid))
                        )
                        SELECT count(*) - 1 FROM waiting
                        """)) {
            query.setInt(1, pid);
            int waiting = 0;
            while (waiting < many && Instant.now().isBefore(bound)) {
                var row = query.executeQuery();
                row.next();
                waiting = row.getInt(1);
            }
            return waiting == many;
        }
    }
}
