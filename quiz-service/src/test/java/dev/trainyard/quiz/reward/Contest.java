package dev.trainyard.quiz.reward;

import dev.trainyard.kit.database.Database;
import dev.trainyard.quiz.authoring.Bodies;
import dev.trainyard.quiz.authoring.Creator;
import dev.trainyard.testkit.TestUser;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A quiz with a reward; its players and their points are put into the tables as playing leaves them. */
record Contest(Database database, Creator creator, UUID quiz) {

    static final int QUESTIONS = 3;

    /** A draft with three questions. */
    static Contest draft(Database database) {
        Creator creator = Creator.fresh();
        return draft(database, creator);
    }

    static Contest draft(Database database, Creator creator) {
        String path = creator.writes(Bodies.quizOf(QUESTIONS));
        return new Contest(database, creator, UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
    }

    /** A closed quiz with this reward, which these have played: each with so many right answers. */
    static Contest closed(Database database, JsonObject reward, List<TestUser> players, int... correct) {
        return draft(database).promises(reward).isPlayed(players, correct);
    }

    static JsonObject reward(String schedule, long potMinor) {
        return new JsonObject()
                .put("schedule", schedule)
                .put("potMinor", potMinor)
                .put("currency", "EUR")
                .put("feeBps", 200);
    }

    TestUser user() {
        return creator.user();
    }

    String path() {
        return Creator.QUIZZES + "/" + quiz;
    }

    String rewardPath() {
        return path() + "/reward";
    }

    Contest promises(JsonObject reward) {
        Response answer = user().sends(reward.encode()).put(rewardPath());
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.asString());
        }
        return this;
    }

    Contest isPlayed(List<TestUser> players, int... correct) {
        return isPlayedBy(players.stream().map(TestUser::id).toList(), correct);
    }

    /** Played by so many, of whom nothing is asked, and who knew everything. */
    Contest isPlayedByAll(int players) {
        return isPlayedBy(
                Stream.generate(() -> "user-" + UUID.randomUUID())
                        .limit(players)
                        .toList(),
                IntStream.generate(() -> QUESTIONS).limit(players).toArray());
    }

    private Contest isPlayedBy(List<String> players, int... correct) {
        does("open");
        database.update("""
                INSERT INTO player (user_id, quiz_id, creator_id, name)
                SELECT id, ?, ?, 'Player ' || place - 1 FROM unnest(?::text[]) WITH ORDINALITY AS given (id, place)
                """, quiz, user().id(), players.toArray(String[]::new));
        does("start");
        database.update(
                """
                INSERT INTO attempt (user_id, quiz_id, number, creator_id, points, correct, answered)
                SELECT id, ?, 1, ?, 100 * correct, correct, ? FROM unnest(?::text[], ?::integer[]) AS given (id, correct)
                """,
                quiz,
                user().id(),
                QUESTIONS,
                players.toArray(String[]::new),
                IntStream.of(correct).boxed().toArray(Integer[]::new));
        return does("close");
    }

    /** Another attempt of who has played, put there afterwards. */
    Contest isPlayedAgain(TestUser player, int correct, int points) {
        database.update("""
                INSERT INTO attempt (user_id, quiz_id, number, creator_id, points, correct, answered)
                VALUES (?, ?, 2, ?, ?, ?, ?)
                """, player.id(), quiz, user().id(), points, correct, QUESTIONS);
        return this;
    }

    Contest does(String verb) {
        Response answer = user().request().post(path() + "/" + verb);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.asString());
        }
        return this;
    }

    Contest joins(TestUser player, String name) {
        database.update(
                "INSERT INTO player (user_id, quiz_id, creator_id, name) VALUES (?, ?, ?, ?)",
                player.id(),
                quiz,
                user().id(),
                name);
        return this;
    }

    Response distributes() {
        return user().request().post(rewardPath() + "/distribute");
    }

    JsonObject reads(String path) {
        return new JsonObject(user().request().get(path).asString());
    }

    /** Its payouts, best first. */
    List<JsonObject> payouts() {
        return reads(rewardPath() + "/payouts").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    List<Long> amounts() {
        return payouts().stream().map(payout -> payout.getLong("amountMinor")).toList();
    }

    /** What is on the accounts of its creator, as currency kind holder balance. */
    List<String> books() {
        return reads("/api/v1/rewards/accounts").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(account -> account.getString("currency") + " " + account.getString("kind") + " "
                        + account.getString("holder") + " " + account.getLong("balanceMinor"))
                .toList();
    }

    /** A message channel of its creator that nobody sends by. */
    UUID channel(String kind) {
        return database.one(
                        "INSERT INTO message_channel (user_id, kind, name) VALUES (?, ?, 'Bank') RETURNING id",
                        row -> row.getObject(1, UUID.class),
                        user().id(),
                        kind)
                .orElseThrow();
    }

    /** The messages of its creator, in the order of their ids, as deduplication key and body. */
    List<String> messages() {
        return database.list(
                "SELECT deduplication_key || ' ' || body FROM message WHERE user_id = ? ORDER BY id",
                row -> row.getString(1),
                user().id());
    }
}
