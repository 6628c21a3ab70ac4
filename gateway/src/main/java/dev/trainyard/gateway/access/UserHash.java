package dev.trainyard.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A name for a user that tells nobody who it is: the same user has the same, and without the key none can be found. */
@Singleton
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMS", "com.github.benmanes.caffeine.cache.PSMS"})
class UserHash {

    private static final String ALGORITHM = "HmacSHA256";

    /** 64 bits: enough to tell users apart, and short enough to read. */
    private static final int BYTES = 8;

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

    /** A user comes many times in a row. */
    private final Cache<String, String> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    @Inject
    UserHash(AccessLogConfig config) {
        this(config.userKey().map(key -> key.getBytes(StandardCharsets.UTF_8)).orElseGet(UserHash::newKey));
    }

    UserHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    String of(String user) {
        return known.get(user, this::hash);
    }

    private String hash(String user) {
        byte[] hash = macs.get().doFinal(user.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    private static byte[] newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
