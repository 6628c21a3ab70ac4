package dev.trainyard.quiz.channel;

import static dev.trainyard.quiz.channel.OwnChannel.CHANNELS;
import static dev.trainyard.quiz.channel.OwnChannel.draft;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.kit.vault.VaultCipher;
import dev.trainyard.kit.vault.VaultConfig;
import dev.trainyard.kit.vault.VaultKeys;
import dev.trainyard.quiz.Uncancelled;
import dev.trainyard.quiz.sender.BotApi;
import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.testkit.InjectDatabase;
import dev.trainyard.testkit.OtherUsers;
import dev.trainyard.testkit.OtherUsers.Access;
import dev.trainyard.testkit.Plan;
import dev.trainyard.testkit.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChannelResourceTest {

    private static final String TOKEN = "123456789:AAExampleExampleExampleExampleExample";
    private static final String HOOK = "https://example.org/hooks/quiz?of=ada";

    @InjectDatabase
    EmbeddedDatabase database;

    @Inject
    ChannelRewrap rewrap;

    @Inject
    OpenedChannels opened;

    @Inject
    ChannelStore store;

    @ConfigProperty(name = "trainyard.vault.keys")
    List<String> keys;

    private final TestUser ada = TestUser.fresh();

    /** A service with one key. */
    private record Former(String key) implements VaultConfig {

        @Override
        public Optional<List<String>> keys() {
            return Optional.of(List.of(key));
        }

        @Override
        public Duration rewrapEvery() {
            return Duration.ofDays(1);
        }
    }

    private Response create(JsonObject draft) {
        return ada.sends(draft.encode()).post(CHANNELS);
    }

    private <T> T one(String sql, Class<T> type, Object... parameters) throws SQLException {
        try (var owner = database.connectAs("quiz_owner");
                var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, type);
            }
        }
    }

    @Test
    void botIsMadeWithoutShowingItsToken() {
        Response made = create(draft("telegram").put("botToken", TOKEN));

        made.then()
                .statusCode(201)
                .header("Location", containsString(CHANNELS + "/" + made.path("channel.id")))
                .header("Cache-Control", "no-store")
                .body("channel.kind", equalTo("telegram"))
                .body("channel.name", equalTo("Club"))
                .body("channel.url", nullValue())
                .body("channel.pausedUntil", nullValue())
                .body("channel.createdAt", notNullValue())
                .body("channel.updatedAt", notNullValue())
                .body("secret", nullValue())
                .body(not(containsString("AAExample")));
    }

    @Test
    void webhookIsMadeWithItsSecret() {
        create(draft("webhook").put("url", HOOK))
                .then()
                .statusCode(201)
                .body("channel.url", equalTo(HOOK))
                .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="));
    }

    @Test
    void logNeedsNothing() {
        create(draft("log")).then().statusCode(201).body("channel.kind", equalTo("log"));
    }

    @Test
    void secretIsNeverShownAgain() {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);

        ada.request().get(hook.path()).then().statusCode(200).body(not(containsString("secret")));
        ada.request().get(CHANNELS).then().body(not(containsString(hook.secret())));
    }

    @Test
    void tokenIsEncryptedAtRest() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);

        byte[] stored = one("SELECT secret FROM message_channel WHERE id = ?", byte[].class, bot.id());

        assertThat(new String(stored, ISO_8859_1), not(containsString("AAExample")));
        assertEquals(TOKEN, opened.find(ada.id(), bot.id()).orElseThrow().secret());
    }

    @Test
    void secretOfAnotherChannelIsOfNoUse() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);
        OwnChannel other = OwnChannel.telegram(ada, TOKEN);

        one(
                "UPDATE message_channel SET secret = (SELECT secret FROM message_channel WHERE id = ?) WHERE id = ? RETURNING id",
                UUID.class,
                bot.id(),
                other.id());

        assertThrows(IllegalStateException.class, () -> opened.find(ada.id(), other.id()));
    }

    @Test
    void channelsOfABotShareItsLimitsWhoseverTheyAre() throws Exception {
        String token = BotApi.bot().token();
        OwnChannel bot = OwnChannel.telegram(ada, token);
        OwnChannel same = OwnChannel.telegram(TestUser.fresh(), token);
        OwnChannel other = OwnChannel.telegram(ada, BotApi.bot().token());
        OwnChannel became = OwnChannel.telegram(ada, TOKEN);
        ada.sends(new JsonObject().put("botToken", token).encode()).patch(became.path());

        assertEquals(receiver(bot), receiver(same));
        assertEquals(receiver(bot), receiver(became));
        assertNotEquals(receiver(bot), receiver(other));
        assertThat(receiver(bot), matchesPattern("[0-9a-f]{64}"));
    }

    @Test
    void whoKnowsTheNumberOfABotAloneDoesNotShareItsLimits() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);
        OwnChannel pretender = OwnChannel.telegram(
                TestUser.fresh(), TOKEN.substring(0, TOKEN.indexOf(':')) + ":AAGuessedGuessedGuessedGuessedGuessed");

        assertNotEquals(receiver(bot), receiver(pretender));
    }

    @Test
    void whatOtherKindsSendIsLimitedForThemselves() throws Exception {
        assertNull(receiver(OwnChannel.webhook(ada, HOOK)));
        assertNull(receiver(OwnChannel.log(ada)));
    }

    @Test
    void channelOfAFormerVersionSharesFromItsFirstMessageOn() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);
        String receiver = receiver(bot);
        one("UPDATE message_channel SET receiver = NULL WHERE id = ? RETURNING id", UUID.class, bot.id());

        opened.find(ada.id(), bot.id());

        assertEquals(receiver, receiver(bot));
    }

    private String receiver(OwnChannel channel) throws SQLException {
        return one("SELECT receiver FROM message_channel WHERE id = ?", String.class, channel.id());
    }

    @Test
    void limitsOfTelegramAreThoseOfItsFaq() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);

        String limits = one(
                "SELECT concat_ws(',', per_second, chat_pause_ms, group_per_minute) FROM message_channel WHERE id = ?",
                String.class,
                bot.id());

        assertEquals("30,1000,20", limits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': 'Club'} | /kind",
                "{'kind': 'telegram', 'botToken': '123456789:AAExampleExampleExampleExampleExample'} | /name",
                "{'kind': 'log', 'name': '  '} | /name",
                "{'kind': 'telegram', 'name': 'Club'} | /botToken",
                "{'kind': 'telegram', 'name': 'Club', 'botToken': '123:short'} | /botToken",
                "{'kind': 'telegram', 'name': 'Club', 'botToken': '1:AAExampleExample/../../../Example'} | /botToken",
                "{'kind': 'log', 'name': 'Club', 'botToken': '123456789:AAExampleExampleExampleExampleExample'} | /botToken",
                "{'kind': 'webhook', 'name': 'Club'} | /url",
                "{'kind': 'webhook', 'name': 'Club', 'url': 'ftp://example.org/'} | /url",
                "{'kind': 'webhook', 'name': 'Club', 'url': 'http://user:word@example.org/'} | /url",
                "{'kind': 'webhook', 'name': 'Club', 'url': 'http://169.254.169.254/latest'} | /url",
                "{'kind': 'webhook', 'name': 'Club', 'url': 'http://[::1]/'} | /url",
                "{'kind': 'webhook', 'name': 'Club', 'url': 'http://127.1/'} | /url",
                "{'kind': 'webhook', 'name': 'Club', 'url': 'https://example.org:22/'} | /url",
                "{'kind': 'log', 'name': 'Club', 'url': 'https://example.org/'} | /url",
            })
    void whatTheKindDoesNotHaveIsRefused(String draft, String pointer) {
        ada.sends(draft.replace('\'', '"'))
                .post(CHANNELS)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:invalid-input"))
                .body("violations.pointer", contains(pointer));
        ada.request().get(CHANNELS).then().body("items", hasSize(0));
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndWithoutWhatWasSent() {
        create(draft("webhook").put("botToken", "my secret"))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/url", "/botToken"))
                .body(not(containsString("my secret")));
    }

    @Test
    void longNamesAndAddressesAreRefused() {
        create(draft("log").put("name", "a".repeat(101)))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/name"));
        create(draft("webhook").put("url", "https://example.org/" + "a".repeat(1981)))
                .then()
                .statusCode(400)
                .body("violations.pointer", contains("/url"));
        create(draft("webhook").put("url", "https://example.org/" + "a".repeat(1980)))
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\": \"sms\", \"name\": \"Club\"}", "{\"kind\": 0, \"name\": \"Club\"}"})
    void otherKindsAreRefused(String draft) {
        ada.sends(draft).post(CHANNELS).then().statusCode(400);
    }

    @Test
    void channelsAreBoundedForEachUser() throws Exception {
        one(
                "WITH made AS (INSERT INTO message_channel (user_id, kind, name) SELECT ?, 'log', 'n' || n FROM generate_series(1, 50) n RETURNING id) SELECT count(*) FROM made",
                Long.class,
                ada.id());

        create(draft("log")).then().statusCode(409).body("type", equalTo("urn:problem:too-many-channels"));
    }

    @Test
    void channelsArePaged() {
        OwnChannel.log(ada);
        OwnChannel.log(ada);

        Response page = ada.request().get(CHANNELS + "?limit=1");
        Response rest = ada.request().get(CHANNELS + "?limit=1&cursor=" + page.<String>path("next"));

        page.then().body("items", hasSize(1));
        rest.then().body("items", hasSize(1)).body("next", nullValue());
        assertNotEquals(page.<String>path("items[0].id"), rest.<String>path("items[0].id"));
    }

    @Test
    void changedBotSendsByItsNewToken() {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);
        String other = BotApi.bot().token();

        ada.sends(new JsonObject().put("botToken", other).encode())
                .patch(bot.path())
                .then()
                .statusCode(200)
                .body("name", equalTo("Club"))
                .body(not(containsString(other)));

        assertEquals(other, opened.find(ada.id(), bot.id()).orElseThrow().secret());
    }

    @Test
    void nameAndAddressAreChangedAndTheSecretStays() {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);

        ada.sends("{\"name\": \"Other\", \"url\": \"https://other.example/\"}")
                .patch(hook.path())
                .then()
                .statusCode(200)
                .body("name", equalTo("Other"))
                .body("url", equalTo("https://other.example/"));

        assertEquals(
                hook.secret(),
                "whsec_" + opened.find(ada.id(), hook.id()).orElseThrow().secret());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': ' '} | /name",
                "{'url': 'http://10.0.0.1/'} | /url",
                "{'botToken': '123456789:AAExampleExampleExampleExampleExample'} | /botToken",
            })
    void changeIsCheckedAsANewOneIs(String patch, String pointer) {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);

        ada.sends(patch.replace('\'', '"'))
                .patch(hook.path())
                .then()
                .statusCode(400)
                .body("violations.pointer", contains(pointer));
        ada.request().get(hook.path()).then().body("url", equalTo(HOOK)).body("name", equalTo("Club"));
    }

    @Test
    void kindStaysWhatItIs() {
        ada.sends("{\"kind\": \"log\"}")
                .patch(OwnChannel.webhook(ada, HOOK).path())
                .then()
                .statusCode(400);
    }

    @Test
    void secretOfAWebhookIsReplaced() {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);

        Response rotated = ada.request().post(hook.path() + "/secret");

        rotated.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("secret", allOf(matchesPattern("whsec_.{44}"), not(equalTo(hook.secret()))));
        assertEquals(
                rotated.<String>path("secret"),
                "whsec_" + opened.find(ada.id(), hook.id()).orElseThrow().secret());
    }

    @Test
    void botHasNoSecretToBeReplaced() {
        ada.request()
                .post(OwnChannel.telegram(ada, TOKEN).path() + "/secret")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:channel-has-no-such-secret"));
    }

    @Test
    void removedChannelIsGone() {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);

        ada.request().delete(hook.path()).then().statusCode(204);

        ada.request().get(hook.path()).then().statusCode(404);
        ada.request().delete(hook.path()).then().statusCode(404);
    }

    @Test
    void channelThatMessagesWaitForStays() throws Exception {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);
        one(
                "INSERT INTO message (user_id, channel_id, chat, body, state, due_at) VALUES (?, ?, 'a', '{}', 'later', now() + interval '1 day') RETURNING id",
                UUID.class,
                ada.id(),
                hook.id());

        ada.request().delete(hook.path()).then().statusCode(409).body("type", equalTo("urn:problem:channel-in-use"));
        ada.request().get(hook.path()).then().statusCode(200);
    }

    @Test
    void channelIsGoneBeforeWhatItHasSentIs() throws Exception {
        OwnChannel hook = OwnChannel.webhook(ada, HOOK);
        one(
                "INSERT INTO message (user_id, channel_id, chat, body, state, settled_at) VALUES (?, ?, 'a', '{}', 'sent', now()) RETURNING id",
                UUID.class,
                ada.id(),
                hook.id());

        hook.remove();

        ada.request().get(hook.path()).then().statusCode(404);
        ada.request().delete(hook.path()).then().statusCode(404);
        ada.request().post(hook.path() + "/secret").then().statusCode(404);
        ada.sends("{\"name\": \"Other\"}").patch(hook.path()).then().statusCode(404);
        ada.sends("{\"chat\": \"a\"}").post(hook.path() + "/test").then().statusCode(404);
        ada.request().get(CHANNELS).then().body("items", hasSize(0));
        ada.request().get("/api/v1/messages?channelId=" + hook.id()).then().body("items", hasSize(0));
        assertEquals(Optional.empty(), opened.find(ada.id(), hook.id()));
        assertEquals(
                1L,
                one(
                        "SELECT count(*) FROM message_channel WHERE id = ? AND num_nulls(url, secret, key_id, receiver) = 4",
                        Long.class,
                        hook.id()));
    }

    @Test
    void removedChannelsLeaveRoomForOthers() throws Exception {
        one(
                "WITH made AS (INSERT INTO message_channel (user_id, kind, name, removed_at) SELECT ?, 'log', 'n' || n, now() FROM generate_series(1, 50) n RETURNING id) SELECT count(*) FROM made",
                Long.class,
                ada.id());

        create(draft("log")).then().statusCode(201);
    }

    @Test
    void testMessageIsPutIntoTheQueue() throws Exception {
        OwnChannel log = OwnChannel.log(ada);

        Response accepted = ada.sends("{\"chat\": \"here\"}").post(log.path() + "/test");

        accepted.then().statusCode(202);
        assertEquals(
                "here {\"event\":\"channel.test\",\"text\":\"This channel works.\"}",
                one(
                        "SELECT chat || ' ' || body FROM message WHERE user_id = ? AND id = ?",
                        String.class,
                        ada.id(),
                        UUID.fromString(accepted.path("messageId"))));
    }

    @Test
    void testIsRefusedWhileTooManyMessagesWait() throws Exception {
        OwnChannel log = OwnChannel.log(ada);
        one(
                "WITH waiting AS (INSERT INTO message (user_id, channel_id, chat, body, state, due_at) SELECT ?, ?, 'a', '{}', 'later', now() + interval '1 day' FROM generate_series(1, 10000) RETURNING id) SELECT count(*) FROM waiting",
                Long.class,
                ada.id(),
                log.id());

        Response refused = ada.sends("{\"chat\": \"here\"}").post(log.path() + "/test");
        one(
                "DELETE FROM message WHERE id = (SELECT id FROM message WHERE user_id = ? LIMIT 1) RETURNING id",
                UUID.class,
                ada.id());
        Response accepted = ada.sends("{\"chat\": \"here\"}").post(log.path() + "/test");

        refused.then().statusCode(409).body("type", equalTo("urn:problem:too-many-messages"));
        accepted.then().statusCode(202);
    }

    @Test
    void repeatedTestIsOneMessage() {
        OwnChannel log = OwnChannel.log(ada);

        String first = ada.sends("{\"chat\": \"here\"}")
                .header("Idempotency-Key", "k1")
                .post(log.path() + "/test")
                .path("messageId");
        String second = ada.sends("{\"chat\": \"here\"}")
                .header("Idempotency-Key", "k1")
                .post(log.path() + "/test")
                .path("messageId");

        assertEquals(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "", " ", "+49123", "@a b", "-", "0", "1.5", "12345678901234567890"})
    void chatOfTelegramIsANumberOrAName(String chat) {
        ada.sends(new JsonObject().put("chat", chat).encode())
                .post(OwnChannel.telegram(ada, TOKEN).path() + "/test")
                .then()
                .statusCode(400)
                .body("violations.pointer", hasItem("/chat"));
    }

    @Test
    void channelOfAnotherUserIsAbsent() {
        OtherUsers.findNothingAt(
                ada,
                OwnChannel.webhook(ada, HOOK).path(),
                Access.get(),
                Access.delete(),
                Access.patch("", "{\"name\": \"Mine\"}"),
                Access.post("/test", "{\"chat\": \"here\"}"),
                new Access(Method.POST, "/secret", null));
    }

    @Test
    void othersAreNotListed() {
        OwnChannel.log(ada);

        TestUser.fresh().request().get(CHANNELS).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void anonymousCallersGetNothing() {
        given().get(CHANNELS).then().statusCode(401);
        given().contentType("application/json")
                .body(draft("log").encode())
                .post(CHANNELS)
                .then()
                .statusCode(401);
    }

    @Test
    void secretUnderAFormerKeyIsBroughtUnderTheOneThatWrites() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);
        // As a service has written it whose first key was k2.
        byte[] closed = new VaultCipher(new VaultKeys(new Former(keys.get(1))))
                .closed("message channel " + bot.id() + " of " + ada.id(), TOKEN);
        one(
                "UPDATE message_channel SET secret = ?, key_id = 'k2' WHERE id = ? RETURNING id",
                UUID.class,
                closed,
                bot.id());

        rewrap.run(new Uncancelled());

        assertEquals("k1", one("SELECT key_id FROM message_channel WHERE id = ?", String.class, bot.id()));
        assertEquals(TOKEN, opened.find(ada.id(), bot.id()).orElseThrow().secret());
    }

    @Test
    void secretsUnderAFormerKeyAreFoundByIt() throws SQLException {
        assertThat(Plan.of(database, "quiz", ChannelStore.TAKE), containsString("ix_message_channel_key"));
    }

    @Test
    void secretsUnderFormerKeysAreCountedByTheirKeys() throws Exception {
        OwnChannel bot = OwnChannel.telegram(ada, TOKEN);
        String key = "f" + bot.id().toString().substring(0, 30);
        one("UPDATE message_channel SET key_id = ? WHERE id = ? RETURNING id", UUID.class, key, bot.id());

        Map<String, Long> counted = store.countOthers("k1");

        one("UPDATE message_channel SET key_id = 'k1' WHERE id = ? RETURNING id", UUID.class, bot.id());
        assertEquals(1L, counted.get(key));
        assertFalse(counted.containsKey("k1"));
    }

    @Test
    void secretsUnderFormerKeysAreCountedFromTheIndex() throws SQLException {
        assertThat(
                Plan.of(database, "quiz", ChannelStore.COUNT_OTHERS),
                allOf(containsString("ix_message_channel_key"), not(containsString("Seq Scan"))));
    }

    @Test
    void listIsReadFromItsKeyInOrder() throws SQLException {
        assertThat(
                Plan.of(database, "quiz", ChannelStore.LIST),
                allOf(containsString("pk_message_channel"), not(containsString("Sort"))));
    }
}
