package dev.trainyard.gateway.stub;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens: good ones, and each kind of bad one. */
public final class TestTokens {

    private static final String ISSUER = "https://issuer.test";
    private static final String AUDIENCE = "trainyard";
    private static final String KEY_ID = "test";
    private static final KeyPair KEYS = newKeys();
    private static final KeyPair OTHER_KEYS = newKeys();

    private TestTokens() {}

    /** What the gateway needs to know to believe {@link #good}. */
    static Map<String, String> configuration() {
        return Map.of(
                "trainyard.identity.issuer", ISSUER,
                "trainyard.identity.audience", AUDIENCE,
                "trainyard.identity.jwks", jwks().toUri().toString());
    }

    public static String good() {
        return sign(claims());
    }

    /** A good token of {@code user}. */
    public static String of(String user) {
        return sign(claims().subject(user));
    }

    public static String withRoles(String... roles) {
        return sign(claims().groups(Set.of(roles)));
    }

    public static String ofOtherIssuer() {
        return sign(claims().issuer("https://elsewhere.test"));
    }

    public static String forOtherAudience() {
        return sign(claims().audience("somewhere-else"));
    }

    public static String expired() {
        return sign(claims().issuedAt(1_000_000_000).expiresAt(1_000_000_900));
    }

    public static String ofOtherKey() {
        return claims().jws().keyId(KEY_ID).sign(OTHER_KEYS.getPrivate());
    }

    public static String ofUnknownKeyId() {
        return claims().jws().keyId("never-heard-of").sign(KEYS.getPrivate());
    }

    public static String withoutSubject() {
        return sign(Jwt.issuer(ISSUER).audience(AUDIENCE).expiresIn(Duration.ofMinutes(5)));
    }

    /** The good claims, with no signature at all. */
    public static String unsigned() {
        return encode("{\"alg\":\"none\"}") + "." + good().split("\\.", -1)[1] + ".";
    }

    /** The good claims, signed with the public key as if it were a shared secret. */
    public static String signedWithPublicKey() {
        String signed = encode("{\"alg\":\"HS256\",\"kid\":\"" + KEY_ID + "\"}") + "." + good().split("\\.", -1)[1];
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JwtClaimsBuilder claims() {
        return Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("ada")
                .groups("user")
                .expiresIn(Duration.ofMinutes(5));
    }

    private static String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(KEY_ID).sign(KEYS.getPrivate());
    }

    private static KeyPair newKeys() {
        try {
            return KeyUtils.generateKeyPair(2048);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A file with the keys that sign {@link #good}, as an issuer publishes them. */
    public static Path jwks() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        String json = """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
                """.formatted(KEY_ID, encode(key.getModulus()), encode(key.getPublicExponent()));
        try {
            Path file = Files.createTempFile("jwks", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, json);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int start = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
