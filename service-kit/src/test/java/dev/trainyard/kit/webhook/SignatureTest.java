package dev.trainyard.kit.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example that the makers of Standard Webhooks check their libraries by. */
    @Test
    void signatureIsTheOneThatOthersMake() {
        assertEquals(
                new Signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
                Signature.made(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", NOW, BODY));
    }

    @Test
    void whatWasSignedIsTimelyAndOfItsSecret() {
        Signature signature = Signature.made(SECRET, "m1", NOW, BODY);

        assertTrue(signature.isTimely(NOW) && signature.isOf(SECRET, BODY));
    }

    @Test
    void otherSecretsAndBodiesHaveOtherSignatures() {
        Signature signature = Signature.made(SECRET, "m1", NOW, BODY);

        assertFalse(signature.isOf(Base64.getEncoder().encodeToString(new byte[24]), BODY));
        assertFalse(signature.isOf(SECRET, "{}".getBytes(UTF_8)));
        assertFalse(new Signature("m2", signature.timestamp(), signature.signatures()).isOf(SECRET, BODY));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void signatureOfAnotherTimeIsNotTimely(long seconds) {
        assertFalse(Signature.made(SECRET, "m1", NOW, BODY).isTimely(NOW.plus(Duration.ofSeconds(seconds))));
    }
}
