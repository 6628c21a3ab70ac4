package dev.trainyard.http.identity;

import static dev.trainyard.http.identity.TestIssuer.newKey;
import static dev.trainyard.http.identity.TestIssuer.token;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.http.problem.Problem;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwk.RsaJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer's keys: found, changed, gone, and out of reach. */
class IssuerKeysTest {

    private static final RsaJsonWebKey KEY = newKey("one");
    private static final RsaJsonWebKey NEXT_KEY = newKey("two");
    private static final Map<String, String> ASKING_EACH_TIME =
            Map.of("unknown-keys-looked-up-after", "PT0S", "keys-refreshed-after", "PT0S");

    private final TestIssuer issuer = new TestIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void keysAreFetchedOnceForManyTokens() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(Map.of());
        List<Callable<JsonWebToken>> checks = IntStream.range(0, 50)
                .mapToObj(i -> (Callable<JsonWebToken>) () -> tokens.parse(token(KEY)))
                .toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var check : threads.invokeAll(checks)) {
                assertEquals("ada", check.get().getSubject());
            }
        }
        assertEquals(1, issuer.timesAsked());
    }

    @Test
    void newKeyIsTakenWhenATokenNamesIt() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(Map.of("unknown-keys-looked-up-after", "PT0S"));
        tokens.parse(token(KEY));
        issuer.publish(KEY, NEXT_KEY);

        assertEquals("ada", tokens.parse(token(NEXT_KEY)).getSubject());
    }

    @Test
    void unknownKeysDoNotHaveTheIssuerAskedAgainAndAgain() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(Map.of("unknown-keys-looked-up-after", "PT1H"));
        tokens.parse(token(KEY));

        for (int i = 0; i < 20; i++) {
            RsaJsonWebKey unknown = NEXT_KEY;
            assertThrows(ParseException.class, () -> tokens.parse(token(unknown)));
        }
        assertEquals(1, issuer.timesAsked());
    }

    @Test
    void withdrawnKeyIsGoneWithTheNextFetch() throws Exception {
        issuer.publish(KEY, NEXT_KEY);
        CheckedTokens tokens = issuer.checkedTokens(ASKING_EACH_TIME);
        tokens.parse(token(KEY));
        issuer.publish(NEXT_KEY);

        assertThrows(ParseException.class, () -> tokens.parse(token(KEY)));
    }

    @Test
    void knownKeysWorkOnWhileTheIssuerIsDown() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(ASKING_EACH_TIME);
        tokens.parse(token(KEY));
        issuer.die();

        assertEquals("ada", tokens.parse(token(KEY)).getSubject());
        assertEquals("ada", tokens.parse(token(KEY)).getSubject());
    }

    @Test
    void unknownKeyCannotBeJudgedWhileTheIssuerIsDown() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(ASKING_EACH_TIME);
        tokens.parse(token(KEY));
        issuer.die();

        assertUnavailable(assertThrows(Problem.class, () -> tokens.parse(token(NEXT_KEY))));
    }

    @Test
    void nothingCanBeJudgedWithoutAnyKey() throws Exception {
        issuer.die();
        CheckedTokens tokens = issuer.checkedTokens(Map.of());

        assertUnavailable(assertThrows(Problem.class, () -> tokens.parse(token(KEY))));
        assertUnavailable(assertThrows(Problem.class, () -> tokens.parse(token(KEY))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"keys\": []}", "{\"keys\": 5}", "[1]"})
    void whatIsNoSetOfKeysCountsAsNone(String published) throws Exception {
        issuer.publish(published);
        CheckedTokens tokens = issuer.checkedTokens(Map.of());

        assertUnavailable(assertThrows(Problem.class, () -> tokens.parse(token(KEY))));
    }

    @Test
    void brokenSetDoesNotTakeKnownKeysAway() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(ASKING_EACH_TIME);
        tokens.parse(token(KEY));
        issuer.publish("<html>");

        assertEquals("ada", tokens.parse(token(KEY)).getSubject());
    }

    @Test
    void issuerThatComesBackIsBelievedAgain() throws Exception {
        issuer.publish(KEY);
        issuer.die();
        CheckedTokens tokens = issuer.checkedTokens(Map.of());
        assertThrows(Problem.class, () -> tokens.parse(token(KEY)));
        issuer.start();

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(Problem.class)
                .until(() -> tokens.parse(token(KEY)).getSubject().equals("ada"));
    }

    @Test
    void issuerThatIsDownIsNotAskedByEverybody() throws Exception {
        issuer.publish("<html>");
        CheckedTokens tokens = issuer.checkedTokens(Map.of());
        Instant begun = Instant.now();

        for (int i = 0; i < 50; i++) {
            assertThrows(Problem.class, () -> tokens.parse(token(KEY)));
        }
        long seconds = Duration.between(begun, Instant.now()).toSeconds();
        assertTrue(issuer.timesAsked() <= 1 + seconds, () -> issuer.timesAsked() + " times");
    }

    @Test
    void metricsTellOfKeysThatCannotBeFetched() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(ASKING_EACH_TIME);
        tokens.parse(token(KEY));
        assertEquals(
                1,
                issuer.metrics().get("trainyard.identity.keys.current").gauge().value());
        issuer.die();

        assertThrows(Problem.class, () -> tokens.parse(token(NEXT_KEY)));

        assertEquals(
                0,
                issuer.metrics().get("trainyard.identity.keys.current").gauge().value());
        assertEquals(1, tokens("uncheckable"));
    }

    @Test
    void metricsCountTokensByWhatIsThoughtOfThem() throws Exception {
        issuer.publish(KEY);
        CheckedTokens tokens = issuer.checkedTokens(Map.of());
        String good = token(KEY);

        tokens.parse(good);
        tokens.parse(good);
        assertThrows(ParseException.class, () -> tokens.parse("nonsense"));

        // The second one was remembered.
        assertEquals(2, tokens("accepted"));
        assertEquals(1, tokens("refused"));
    }

    private double tokens(String outcome) {
        return issuer.metrics()
                .get("trainyard.identity.tokens")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static void assertUnavailable(Problem problem) {
        assertEquals(503, problem.status());
        assertEquals("identity-unavailable", problem.code());
        assertEquals("5", problem.headers().get("Retry-After"));
    }
}
