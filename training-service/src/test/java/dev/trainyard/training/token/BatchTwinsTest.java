package dev.trainyard.training.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.TestUser;
import dev.trainyard.training.tokenaudit.Actor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However batches are saved and loaded, the answers are the same, and so is what they leave. */
@QuarkusTest
class BatchTwinsTest {

    private static final List<String> PROVIDERS = List.of("garmin", "strava", "whoop");
    private static final Actor SYNC = new Actor("sync", "203.0.113.7", "sync/1");

    @Inject
    OneTransactionBatches fast;

    @Inject
    TransactionPerTokenBatches plain;

    @Inject
    TokenStore store;

    @Inject
    TokenCipher cipher;

    @InjectDatabase
    EmbeddedDatabase database;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void twinsAgree(long seed) throws Exception {
        List<TestUser> usersOfPlain = users();
        List<TestUser> usersOfFast = users();

        List<String> answersOfPlain = play(plain, usersOfPlain, seed);
        List<String> answersOfFast = play(fast, usersOfFast, seed);

        assertEquals(answersOfPlain, answersOfFast);
        assertEquals(left(usersOfPlain), left(usersOfFast));
    }

    private static List<TestUser> users() {
        return Stream.generate(TestUser::fresh).limit(4).toList();
    }

    /** A history of batches; what the loads among them answered, with users by their numbers. */
    private List<String> play(TokenBatches batches, List<TestUser> users, long seed) throws Exception {
        Random random = new Random(seed);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<TokenReference> places = places(users, random);
            if (random.nextInt(6) == 0) {
                lose(places.getFirst());
            } else if (random.nextBoolean()) {
                batches.save(
                        places.stream()
                                .map(of -> new TokenSave(of, draft(random)))
                                .toList(),
                        SYNC);
            } else {
                batches.load(places, SYNC).forEach(loaded -> answers.add(told(users, loaded)));
            }
        }
        return answers;
    }

    private static List<TokenReference> places(List<TestUser> users, Random random) {
        List<TokenReference> places = new ArrayList<>();
        for (TestUser user : users) {
            PROVIDERS.forEach(provider -> places.add(new TokenReference(user.id(), provider)));
        }
        Collections.shuffle(places, random);
        return places.subList(0, 1 + random.nextInt(places.size()));
    }

    private static TokenDraft draft(Random random) {
        return new TokenDraft(
                "access-" + random.nextInt(1_000),
                random.nextBoolean() ? "refresh-" + random.nextInt(1_000) : null,
                random.nextBoolean() ? Instant.ofEpochSecond(random.nextInt(2_000_000_000)) : null,
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> "scope:" + i)
                        .toList(),
                random.nextBoolean() ? "détails, \"№\" " + random.nextInt(10) : null);
    }

    /** Makes a token unreadable. */
    private void lose(TokenReference of) throws Exception {
        try (var owner = database.connectAs("training_owner");
                var statement = owner.prepareStatement(
                        "UPDATE provider_token SET key_id = 'lost' WHERE user_id = ? AND provider = ?")) {
            statement.setString(1, of.user());
            statement.setString(2, of.provider());
            statement.executeUpdate();
        }
    }

    private static String told(List<TestUser> users, LoadedToken loaded) {
        return number(users, loaded.of().user()) + " " + loaded.of().provider() + " " + loaded.outcome()
                + loaded.token()
                        .map(token -> " " + token.accessToken() + " " + token.refreshToken() + " " + token.expiresAt()
                                + " " + token.scopes())
                        .orElse("");
    }

    private static int number(List<TestUser> users, String id) {
        return users.stream().map(TestUser::id).toList().indexOf(id);
    }

    /** The rows decrypted, and the audit with the verdict on its chain. */
    private List<String> left(List<TestUser> users) throws Exception {
        List<String> left = new ArrayList<>();
        for (TestUser user : users) {
            List<TokenReference> places = PROVIDERS.stream()
                    .map(provider -> new TokenReference(user.id(), provider))
                    .toList();
            store.find(places)
                    .forEach(row -> left.add(cipher.opened(row)
                            .map(token -> token.of().provider()
                                    + token.accessToken()
                                    + token.refreshToken()
                                    + token.expiresAt()
                                    + token.scopes())
                            .orElse("unreadable " + row.token().of().provider())));
            user.request()
                    .queryParam("limit", 200)
                    .get(Tokens.AUDIT)
                    .jsonPath()
                    .<java.util.Map<String, Object>>getList("items")
                    .forEach(entry -> {
                        entry.remove("at");
                        entry.remove("hash");
                        left.add(new java.util.TreeMap<>(entry).toString());
                    });
            left.add(user.request()
                    .get(Tokens.AUDIT + "/verify")
                    .jsonPath()
                    .getMap("$")
                    .toString());
        }
        return left;
    }
}
