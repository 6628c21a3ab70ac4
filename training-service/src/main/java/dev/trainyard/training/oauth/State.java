package dev.trainyard.training.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.http.digest.Sha256;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The state of an authorization: 256 random bits that come back through the user's browser and prove that it was this user
 * who began. Kept as a hash only.
 *
 * <p>The verifier of PKCE (RFC 7636) is derived from it and from a random key that is kept: neither what is kept nor what
 * the browser and the provider see is enough to make it.
 */
record State(String text) {

    private static final int BYTES = 32;

    static State random(SecureRandom random) {
        return new State(base64(randomKey(random)));
    }

    static byte[] randomKey(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What is kept of it. */
    byte[] hash() {
        return Sha256.of(text);
    }

    /** PKCE's secret, 43 characters. */
    String verifier(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return base64(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", absent);
        }
    }

    /** What the provider is told of the verifier beforehand, by method S256. */
    static String challenge(String verifier) {
        return base64(Sha256.of(verifier));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the state. */
    @Override
    public String toString() {
        return "State";
    }
}
