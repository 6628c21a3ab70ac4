package dev.trainyard.kit.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves who sent a webhook, as Standard Webhooks 1.0.0 has it: HMAC-SHA256 over id, time and body, in one of several
 * signatures. It holds for five minutes around its time.
 *
 * @param id {@code webhook-id}, the same when it is sent again
 * @param timestamp {@code webhook-timestamp}, in seconds since 1970
 * @param signatures {@code webhook-signature}: each {@code v1,} and Base64, with a space between
 */
public record Signature(String id, String timestamp, String signatures) {

    /** What a secret begins with where it is shown; the rest is Base64. */
    public static final String PREFIX = "whsec_";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern ID = Pattern.compile("[!-~]{1,200}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final String VERSION = "v1,";

    /** Signs {@code body} with a secret in Base64, for a webhook that is sent {@code now}. */
    public static Signature made(String secret, String id, Instant now, byte[] body) {
        String timestamp = Long.toString(now.getEpochSecond());
        byte[] mac = hmac(secret, id, timestamp, body);
        return new Signature(id, timestamp, VERSION + Base64.getEncoder().encodeToString(mac));
    }

    /** Whether everything is there, and it is not too old. */
    public boolean isTimely(Instant now) {
        return id != null
                && timestamp != null
                && signatures != null
                && ID.matcher(id).matches()
                && SECONDS.matcher(timestamp).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }

    /** Whether one of the signatures is made with this secret, in Base64, over this body. */
    public boolean isOf(String secret, byte[] body) {
        byte[] expected = hmac(secret, id, timestamp, body);
        boolean found = false;
        for (String signature : signatures.split(" ", 10)) {
            // No sooner out of the loop for one that fits.
            found |= signature.startsWith(VERSION)
                    && MessageDigest.isEqual(
                            Base64.getEncoder().encode(expected),
                            signature.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static byte[] hmac(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", absent);
        }
    }
}
