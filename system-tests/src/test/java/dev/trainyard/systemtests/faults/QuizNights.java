package dev.trainyard.systemtests.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.systemtests.faults.Client.Answer;
import dev.trainyard.systemtests.faults.Journal.Tally;
import dev.trainyard.systemtests.faults.Journal.Write;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One quiz after the other: written, opened, joined, answered question by question, closed, its pot divided, and its winners
 * paid. Every other one tells of its course and hands its payouts over by a webhook.
 */
final class QuizNights implements Strand {

    private static final int HOSTS = 2;
    private static final int PLAYERS = 3;
    private static final int QUESTIONS = 8;
    private static final int RIGHT = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static final String ANSWERS_ADDED_UP = """
            SELECT concat_ws(' ', 'attempt', a.user_id, a.quiz_id, a.points, a.correct, a.answered)
            FROM quiz.attempt a
            LEFT JOIN quiz.answer n ON (n.user_id, n.quiz_id, n.attempt) = (a.user_id, a.quiz_id, a.number)
            GROUP BY a.user_id, a.quiz_id, a.number
            HAVING (a.points, a.correct, a.answered) <>
                   (coalesce(sum(n.points), 0), count(*) FILTER (WHERE n.is_correct), count(n.question_id))
            """;

    static final String POINTS = """
            WITH played AS (
                SELECT n.user_id, n.quiz_id, n.question_id, n.answered_at, n.is_correct, p.creator_id,
                       min(n.answered_at) FILTER (WHERE n.is_correct) OVER (PARTITION BY n.quiz_id, n.question_id) AS first
                FROM quiz.answer n
                JOIN quiz.player p ON p.user_id = n.user_id AND p.quiz_id = n.quiz_id
                JOIN quiz.quiz q ON q.user_id = p.creator_id AND q.id = p.quiz_id AND q.settled_at IS NOT NULL
            ), due AS (
                SELECT user_id, quiz_id, 'correct_answer' AS kind, 5 * count(*) AS points FROM played
                WHERE is_correct GROUP BY 1, 2
                UNION ALL
                SELECT user_id, quiz_id, 'first_correct', 3 * count(*) FROM played
                WHERE is_correct AND answered_at = first GROUP BY 1, 2
                UNION ALL
                SELECT creator_id, quiz_id, 'creator_unique_player', 2 * count(DISTINCT user_id) FROM played GROUP BY 1, 2
                UNION ALL
                SELECT creator_id, quiz_id, 'creator_correct_answer', count(*) FROM played WHERE is_correct GROUP BY 1, 2
            ), given AS (
                SELECT user_id, quiz_id, kind, points FROM quiz.point_entry
            )
            SELECT concat_ws(' ', 'points', which, user_id, quiz_id, kind, points)
            FROM (SELECT 'due' AS which, * FROM (TABLE due EXCEPT ALL TABLE given)
                  UNION ALL SELECT 'given', * FROM (TABLE given EXCEPT ALL TABLE due)) d
            UNION ALL
            SELECT concat_ws(' ', 'points of', u.user_id, u.points) FROM quiz.user_points u
            WHERE u.points <> (SELECT coalesce(sum(e.points), 0) FROM quiz.point_entry e WHERE e.user_id = u.user_id)
            UNION ALL
            SELECT concat_ws(' ', 'histogram', h.bucket, h.users) FROM quiz.point_histogram h
            WHERE width = 1 AND users <> (
                SELECT count(*) FROM quiz.user_points u WHERE u.points = h.bucket AND u.is_listed AND u.points > 0)
            """;

    static final String BOOKS = """
            SELECT concat_ws(' ', 'cause', cause, cause_id, sum(amount_minor)) FROM quiz.reward_entry
            GROUP BY user_id, cause, cause_id HAVING sum(amount_minor) <> 0
            UNION ALL
            SELECT concat_ws(' ', 'account', user_id, kind, holder, balance_minor) FROM quiz.reward_account a
            WHERE balance_minor <> (SELECT coalesce(sum(amount_minor), 0) FROM quiz.reward_entry e
                WHERE (e.user_id, e.currency, e.kind, e.holder) = (a.user_id, a.currency, a.kind, a.holder))
            UNION ALL
            SELECT concat_ws(' ', 'pot', d.quiz_id, pot_minor) FROM quiz.reward_distribution d
            WHERE pot_minor <> fee_minor + (SELECT coalesce(sum(amount_minor), 0) FROM quiz.reward_payout p
                WHERE p.user_id = d.user_id AND p.quiz_id = d.quiz_id)
            UNION ALL
            SELECT concat_ws(' ', 'payout', p.id, p.status, e.amount_minor) FROM quiz.reward_payout p
            LEFT JOIN quiz.reward_entry e ON e.user_id = p.user_id AND e.cause = 'payment' AND e.cause_id = p.id
                 AND e.kind = 'paid'
            WHERE p.status <> 'confirmed' OR e.amount_minor IS DISTINCT FROM p.amount_minor
            UNION ALL
            SELECT concat_ws(' ', 'messages of', p.id, count(m.id)) FROM quiz.reward_payout p
            JOIN quiz.reward_distribution d ON d.user_id = p.user_id AND d.quiz_id = p.quiz_id
            LEFT JOIN quiz.message m ON m.user_id = p.user_id AND m.deduplication_key LIKE 'payout-' || p.id || '-%'
            GROUP BY p.id, d.channel_id HAVING count(m.id) <> count(d.channel_id)
            """;

    static final String ANNOUNCED = """
            SELECT concat_ws(' ', 'told of', a.quiz_id, m.body ->> 'event', count(m.id))
            FROM quiz.announcement a CROSS JOIN unnest(a.moments) AS moment
            LEFT JOIN quiz.message m ON m.user_id = a.user_id AND m.body ->> 'quizId' = a.quiz_id::text
                 AND m.body ->> 'event' = 'quiz.' || moment
            GROUP BY a.quiz_id, moment, m.body ->> 'event' HAVING count(m.id) <> 1
            """;

    private final Cluster cluster;
    private final Journal journal;
    private final Rows rows;
    private final Receiver receiver;
    private final Random choice;
    private final List<Client> hosts;
    private final List<String> channels = new ArrayList<>();
    private String derived = "";

    QuizNights(Cluster cluster, Journal journal, Receiver receiver, long seed) {
        this.cluster = cluster;
        this.journal = journal;
        this.rows = new Rows(cluster.database());
        this.receiver = receiver;
        this.choice = new Random(seed);
        this.hosts = Client.several(HOSTS, cluster.url(), "host");
    }

    @Override
    public void begin() throws IOException {
        for (Client host : hosts) {
            channels.add(host.post("/api/v1/message-channels", """
                    {"kind": "webhook", "name": "Site", "url": "%s/payouts"}""".formatted(receiver.url()))
                    .text("/channel/id"));
        }
    }

    @Override
    public int writers() {
        return HOSTS;
    }

    @Override
    public void goOn(int writer) throws IOException {
        Client host = hosts.get(writer);
        String title = journal.tag("quiz");
        boolean isTold = choice.nextBoolean();
        JsonNode quiz = needed(
                        host,
                        Write.of("quizzes", title, "POST", "/api/v1/quizzes", draft(title))
                                .needed())
                .body();
        String path = "/api/v1/quizzes/" + quiz.path("id").asText();
        if (isTold) {
            step(host, title + "-told", "PUT", path + "/announcements", """
                    {"channelId": "%s", "chat": "club", "on": ["opened", "started", "closed", "leaderboard"]}""".formatted(channels.get(writer)));
        }
        step(host, title + "-pot", "PUT", path + "/reward", """
                {"schedule": "top3", "potMinor": %d, "currency": "EUR"%s}""".formatted(
                1000 + choice.nextInt(100_000), isTold ? ", \"channelId\": \"" + channels.get(writer) + "\"" : ""));
        step(host, title + "-open", "POST", path + "/open", "", "quiz-is-open");
        String code = read(host, path).text("/course/joinCode");
        List<Client> players = Client.several(PLAYERS, cluster.url(), "player-" + writer);
        for (Client player : players) {
            step(player, title + player.user(), "POST", "/api/v1/quizzes:join", """
                    {"code": "%s", "name": "%s"}""".formatted(code, player.user()));
        }
        step(host, title + "-start", "POST", path + "/start", "", "quiz-is-running");
        for (Client player : players) {
            step(player, title + "-attempt", "POST", path + "/attempts", "");
        }
        for (JsonNode question : quiz.path("questions")) {
            for (Client player : players) {
                answer(
                        player,
                        path,
                        quiz.path("id").asText(),
                        question.path("id").asText());
            }
        }
        step(host, title + "-close", "POST", path + "/close", "", "quiz-is-closed");
        reward(host, path, quiz.path("id").asText());
    }

    private static String draft(String title) {
        String questions = IntStream.range(0, QUESTIONS)
                .mapToObj(question -> """
                        {"kind": "single_choice", "text": "Question %d", "options": ["one", "two", "three"], "rightOption": %d,
                         "points": 100}""".formatted(question, RIGHT))
                .collect(Collectors.joining(","));
        return "{\"title\": \"" + title + "\", \"questions\": [" + questions + "]}";
    }

    private void answer(Client player, String path, String quiz, String question) throws IOException {
        // Mostly right: a quiz without a winner has no pot to divide.
        int option = choice.nextInt(3) == 0 ? 0 : RIGHT;
        journal.write(
                player,
                Write.of(
                        "answers",
                        player.user() + "/" + quiz + "/" + question,
                        "POST",
                        path + "/answers",
                        """
                        {"answers": [{"question": "%s", "options": [%d]}]}""".formatted(question, option)));
    }

    private void reward(Client host, String path, String quiz) throws IOException {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> host.get(path).body().at("/course/settledAt").isTextual());
        // Then nobody has won anything.
        if (rightAnswers(quiz) == 0) {
            return;
        }
        needed(
                host,
                Write.of("reward distributions", quiz, "POST", path + "/reward/distribute", "")
                        .needed());
        for (JsonNode payout : read(host, path + "/reward/payouts").body().path("items")) {
            String id = payout.path("id").asText();
            needed(
                    host,
                    Write.of("payouts confirmed", id, "POST", "/api/v1/rewards/payouts/" + id + "/confirm", "{}")
                            .needed());
        }
    }

    /** The database may be away while it is asked. */
    private long rightAnswers(String quiz) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> rows.number("SELECT sum(correct) FROM quiz.attempt WHERE quiz_id = ?::uuid", quiz),
                        _ -> true);
    }

    private void step(Client client, String tag, String method, String path, String body, String... settledBy)
            throws IOException {
        needed(client, Write.of("steps of quizzes", tag, method, path, body).needed(settledBy));
    }

    private Answer needed(Client client, Write write) throws IOException {
        return journal.write(client, write)
                .orElseThrow(() -> new IllegalStateException("Refused: " + journal.refused()));
    }

    private static Answer read(Client client, String path) {
        return await().atMost(PATIENCE).ignoreExceptions().until(() -> client.get(path), Answer::succeeded);
    }

    @Override
    public void settle() {
        await().atMost(PATIENCE)
                .until(() -> rows.number("SELECT count(*) FROM quiz.message WHERE settled_at IS NULL") == 0);
    }

    @Override
    public List<Tally> tallies() {
        return List.of(
                journal.tally("quizzes", rows.counts("SELECT title, count(*) FROM quiz.quiz GROUP BY title")),
                journal.tally("answers", rows.counts("""
                        SELECT user_id || '/' || quiz_id || '/' || question_id, count(*) FROM quiz.answer GROUP BY 1
                        """)),
                journal.tally(
                        "reward distributions",
                        rows.counts("SELECT cause_id::text, count(DISTINCT cause_id) FROM quiz.reward_entry"
                                + " WHERE cause = 'distribution' GROUP BY 1")),
                journal.tally("payouts confirmed", rows.counts("""
                        SELECT cause_id::text, count(*) FROM quiz.reward_entry
                        WHERE cause = 'payment' AND kind = 'paid' GROUP BY 1
                        """)));
    }

    @Override
    public List<String> divergences() throws IOException {
        List<String> found = new ArrayList<>();
        for (String sql : List.of(ANSWERS_ADDED_UP, POINTS, BOOKS, ANNOUNCED)) {
            found.addAll(rows.texts(sql));
        }
        found.addAll(otherAnswers());
        found.addAll(otherLeaderboards());
        for (Client host : hosts) {
            long balance = 0;
            for (JsonNode account : host.get("/api/v1/rewards/accounts").body().path("items")) {
                balance += account.path("balanceMinor").asLong();
            }
            if (balance != 0) {
                found.add("books of " + host.user() + " add up to " + balance);
            }
        }
        derived =
                "leaderboards and points of %,d quizzes with %,d answers; books of %,d entries add up to 0, %,d payouts paid once"
                        .formatted(
                                rows.number("SELECT count(*) FROM quiz.quiz WHERE settled_at IS NOT NULL"),
                                rows.number("SELECT count(*) FROM quiz.answer"),
                                rows.number("SELECT count(*) FROM quiz.reward_entry"),
                                rows.number("SELECT count(*) FROM quiz.reward_payout"));
        return found;
    }

    /** Answers that are stored as something else than was acknowledged. */
    private List<String> otherAnswers() {
        Map<String, Integer> stored = rows.counts("""
                SELECT user_id || '/' || quiz_id || '/' || question_id, (given #>> '{options,0}')::integer FROM quiz.answer
                """);
        return journal.of("answers").stream()
                .filter(Journal.Entry::isAcknowledged)
                .filter(entry -> !entry.write()
                        .body()
                        .contains("[" + stored.get(entry.write().tag()) + "]"))
                .map(entry -> "stored as " + stored.get(entry.write().tag()) + ": " + entry)
                .toList();
    }

    /** Leaderboards that do not say what the answers add up to. */
    private List<String> otherLeaderboards() throws IOException {
        List<String> found = new ArrayList<>();
        for (String place : rows.texts("SELECT user_id || ' ' || id FROM quiz.quiz WHERE settled_at IS NOT NULL")) {
            String host = place.substring(0, place.indexOf(' '));
            String quiz = place.substring(place.indexOf(' ') + 1);
            Map<String, Integer> due = rows.counts(
                    "SELECT user_id, sum(points) FROM quiz.answer WHERE quiz_id = ?::uuid GROUP BY 1", quiz);
            List<Integer> points =
                    due.values().stream().sorted(Comparator.reverseOrder()).toList();
            Client creator = hosts.stream()
                    .filter(one -> one.user().equals(host))
                    .findFirst()
                    .orElseThrow();
            Answer shown = creator.get("/api/v1/quizzes/" + quiz + "/leaderboard?limit=200");
            int places = 0;
            for (JsonNode item : shown.body().path("items")) {
                int its = item.path("points").asInt();
                places++;
                if (due.getOrDefault(item.path("name").asText(), -1) != its
                        || item.path("rank").asInt() != points.indexOf(its) + 1) {
                    found.add("leaderboard " + item + " of " + due);
                }
            }
            if (places != due.size()) {
                found.add("leaderboard of " + places + " places, " + shown);
            }
        }
        return found;
    }

    @Override
    public String derived() {
        return derived;
    }
}
