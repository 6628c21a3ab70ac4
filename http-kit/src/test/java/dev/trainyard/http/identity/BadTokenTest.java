package dev.trainyard.http.identity;

import static dev.trainyard.http.identity.TestIssuer.newKey;
import static dev.trainyard.http.identity.TestIssuer.sign;
import static dev.trainyard.http.identity.TestIssuer.token;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.smallrye.jwt.auth.principal.ParseException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that must not pass; all but the last kinds are signed with the issuer's own key. */
class BadTokenTest {

    private static final RsaJsonWebKey KEY = newKey("one");
    private static final RsaJsonWebKey STRANGE_KEY = newKey("one");
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final CheckedTokens TOKENS = tokens();

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private static CheckedTokens tokens() {
        ISSUER.publish(KEY);
        try {
            return ISSUER.checkedTokens(Map.of());
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Stream<Arguments> badTokens() throws JoseException {
        String json =
                "{\"iss\":\"https://issuer.test\",\"aud\":\"trainyard\",\"sub\":\"ada\",\"iat\":1,\"exp\":9999999999}";
        return Stream.of(
                arguments("of another issuer", withClaims(claims -> claims.setIssuer("https://elsewhere.test"))),
                arguments("for another audience", withClaims(claims -> claims.setAudience("elsewhere"))),
                arguments("expired", withClaims(claims -> claims.setExpirationTime(in(-6)))),
                arguments("not valid yet", withClaims(claims -> claims.setNotBefore(in(60)))),
                arguments("issued in the future", withClaims(claims -> claims.setIssuedAt(in(60)))),
                arguments("without expiry", withClaims(claims -> claims.unsetClaim("exp"))),
                arguments("without time of issue", withClaims(claims -> claims.unsetClaim("iat"))),
                arguments("without issuer", withClaims(claims -> claims.unsetClaim("iss"))),
                arguments("without audience", withClaims(claims -> claims.unsetClaim("aud"))),
                arguments("without subject", withClaims(claims -> claims.unsetClaim("sub"))),
                arguments("of an empty subject", withClaims(claims -> claims.setSubject(" "))),
                arguments("of a subject of two lines", withClaims(claims -> claims.setSubject("a\nb"))),
                arguments("of a long subject", withClaims(claims -> claims.setSubject("a".repeat(300)))),
                arguments("with times that are none", withClaims(claims -> claims.setClaim("exp", "tomorrow"))),
                arguments("longer than any", withClaims(claims -> claims.setClaim("x", "a".repeat(100_000)))),
                arguments("with a claim twice", sign(KEY, json.replace("{", "{\"sub\":\"eve\","), header -> {})),
                arguments("that is no object", sign(KEY, "[" + json + "]", header -> {})),
                arguments("that is no JSON", sign(KEY, "hello", header -> {})),
                arguments("nested", sign(STRANGE_KEY, token(KEY), header -> header.setContentTypeHeaderValue("JWT"))),
                arguments("with a critical header that we do not know", critical()),
                arguments("of a stranger's key", token(STRANGE_KEY)),
                arguments("of a stranger's key that it brings along", bringingItsKey()),
                arguments("whose key id is a path", ofKeyId("../../../../dev/null")),
                arguments("whose key id is a URL", ofKeyId("file:///dev/null")),
                arguments("whose key id is a query", ofKeyId("one' OR '1'='1")),
                arguments("whose key id is empty", ofKeyId("")),
                arguments("encrypted", encrypted(token(KEY))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void badTokenIsRefused(String kind, String token) {
        assertThrows(ParseException.class, () -> TOKENS.parse(token));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void clocksMayDifferByAFewSeconds(int seconds) {
        String token = withClaims(claims -> {
            claims.setIssuedAt(in(seconds < 0 ? -60 : seconds));
            claims.setNotBefore(in(seconds < 0 ? -60 : seconds));
            claims.setExpirationTime(in(seconds < 0 ? seconds : 60));
        });

        assertDoesNotThrow(() -> TOKENS.parse(token));
    }

    @Test
    void goodTokenPasses() throws Exception {
        assertEquals("ada", TOKENS.parse(token(KEY)).getSubject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void addressInATokenIsNotAsked(String name) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://localhost:" + listening.getLocalPort() + "/keys";
            String token = token(STRANGE_KEY, claims -> {}, header -> header.setHeader(name, address));

            assertThrows(ParseException.class, () -> TOKENS.parse(token));
            listening.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, listening::accept);
        }
    }

    private static String withClaims(Consumer<JwtClaims> claims) {
        return token(KEY, claims, header -> {});
    }

    private static String ofKeyId(String id) {
        return token(STRANGE_KEY, claims -> {}, header -> header.setKeyIdHeaderValue(id));
    }

    private static String critical() {
        return token(KEY, claims -> {}, header -> {
            header.setHeader("crit", List.of("urn:unheard-of"));
            header.setHeader("urn:unheard-of", true);
            header.setKnownCriticalHeaders("urn:unheard-of");
        });
    }

    private static String bringingItsKey() {
        Consumer<JsonWebSignature> header = signature -> signature.setJwkHeader(STRANGE_KEY);
        return token(STRANGE_KEY, claims -> {}, header);
    }

    private static String encrypted(String token) throws JoseException {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setPayload(token);
        encryption.setContentTypeHeaderValue("JWT");
        encryption.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.RSA_OAEP_256);
        encryption.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_128_GCM);
        encryption.setKey(KEY.getPublicKey());
        return encryption.getCompactSerialization();
    }

    private static NumericDate in(int seconds) {
        return NumericDate.fromSeconds(Instant.now().getEpochSecond() + seconds);
    }
}
