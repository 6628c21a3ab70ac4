package dev.trainyard.workout.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook as WHOOP makes it: Base64 of HMAC-SHA256 over the timestamp's digits and the body, under the
 * connection's secret as the text that was shown.
 *
 * @param timestamp milliseconds since 1970, as they were sent
 */
record Signature(String timestamp, String base64) {

    private static final String ALGORITHM = "HmacSHA256";

    /** Whether it is of that body under that secret. How long that takes does not tell how much of it is right. */
    boolean isOf(byte[] body, byte[] secret) {
        byte[] right = Base64.getEncoder().encode(mac(body, secret));
        return MessageDigest.isEqual(right, base64.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(byte[] body, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, absent);
        }
    }
}
