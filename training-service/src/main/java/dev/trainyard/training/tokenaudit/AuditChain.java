package dev.trainyard.training.tokenaudit;

import dev.trainyard.http.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * The hash of an entry: SHA-256 over the hash of the one before it and its values, each with its length in front. Says the
 * same as token_audit_body and token_audit_link of the database, and neither may ever change.
 */
final class AuditChain {

    /** Before the first entry of a user. */
    static final String GENESIS = "0".repeat(64);

    private AuditChain() {}

    /** The hash, in hexadecimal, that {@code entry} has to have after one with the hash {@code before}. */
    static String hash(String before, AuditedOperation entry) {
        MessageDigest digest = Sha256.begin();
        digest.update(HexFormat.of().parseHex(before));
        digest.update(body(entry).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String body(AuditedOperation entry) {
        StringJoiner body = new StringJoiner(",");
        add(body, entry.user());
        add(body, Long.toString(entry.sequence()));
        add(body, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at())));
        add(body, entry.operation());
        add(body, entry.outcome());
        add(body, entry.provider());
        add(body, entry.actor());
        add(body, entry.clientAddress());
        add(body, entry.userAgent());
        add(body, entry.details());
        return body.toString();
    }

    private static void add(StringJoiner body, String value) {
        body.add(value == null ? "-" : value.getBytes(StandardCharsets.UTF_8).length + ":" + value);
    }
}
