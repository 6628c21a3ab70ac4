package dev.trainyard.testkit;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Real tokens for tests: signed by an issuer that the tested service is configured to believe. */
public final class TestTokens {

    public static final String ISSUER = "https://issuer.test";
    public static final String AUDIENCE = "trainyard-test";

    private static final String KEY_ID = "test";
    // Tests and test resources may see two copies of this class, in two class loaders: the key is shared by the
    // process.
    private static final String PRIVATE_KEY = "trainyard.test.private-key";
    private static final String JWKS = "trainyard.test.jwks";

    private TestTokens() {}

    /** A good token of {@code subject} with {@code roles}, valid for ten minutes. */
    public static String of(String subject, String... roles) {
        return sign(claims(subject).groups(Set.of(roles)));
    }

    /** The claims of a good token, to be spoilt. */
    public static JwtClaimsBuilder claims(String subject) {
        return Jwt.issuer(ISSUER).audience(AUDIENCE).subject(subject).expiresIn(Duration.ofMinutes(10));
    }

    public static String sign(JwtClaimsBuilder claims) {
        makeKeyOnce();
        return claims.jws().keyId(KEY_ID).sign(privateKey());
    }

    /** The configuration that makes a service believe these tokens. */
    public static Map<String, String> identity() {
        makeKeyOnce();
        return Map.of(
                "trainyard.identity.issuer", ISSUER,
                "trainyard.identity.audience", AUDIENCE,
                "trainyard.identity.jwks", System.getProperty(JWKS));
    }

    private static synchronized void makeKeyOnce() {
        if (System.getProperty(PRIVATE_KEY) != null) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Path jwks = Files.createTempFile("trainyard-jwks-", ".json");
            jwks.toFile().deleteOnExit();
            Files.writeString(jwks, jwks((RSAPublicKey) pair.getPublic()));
            System.setProperty(JWKS, jwks.toUri().toString());
            System.setProperty(
                    PRIVATE_KEY,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has RSA", absent);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static PrivateKey privateKey() {
        try {
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String jwks(RSAPublicKey key) {
        return """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}]}
                """.formatted(KEY_ID, base64Url(key.getModulus()), base64Url(key.getPublicExponent()));
    }

    private static String base64Url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
