package dev.trainyard.http.identity;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An issuer with a real server for its keys, that can die and come back. */
final class TestIssuer implements AutoCloseable {

    private static final String NAME = "https://issuer.test";
    private static final String AUDIENCE = "trainyard";

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String published = "";
    private HttpServer server;
    private int port;

    TestIssuer() {
        start();
    }

    static RsaJsonWebKey newKey(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            key.setUse("sig");
            key.setAlgorithm("RS256");
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void publish(RsaJsonWebKey... keys) {
        published = new JsonWebKeySet(List.of(keys)).toJson();
    }

    void publish(String text) {
        published = text;
    }

    /** What the checks of its tokens measure. */
    MeterRegistry metrics() {
        return metrics;
    }

    int timesAsked() {
        return asked.get();
    }

    /** Listens, on the same port as before if there was one. */
    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        port = server.getAddress().getPort();
        server.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            byte[] body = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    void die() {
        server.stop(0);
    }

    /** What checks the tokens of this issuer; {@code settings} are keys below {@code trainyard.identity}. */
    CheckedTokens checkedTokens(Map<String, String> settings) throws Exception {
        Map<String, String> values = new HashMap<>();
        values.put("trainyard.identity.issuer", NAME);
        values.put("trainyard.identity.audience", AUDIENCE);
        values.put("trainyard.identity.jwks", "http://localhost:" + port + "/jwks");
        settings.forEach((key, value) -> values.put("trainyard.identity." + key, value));
        IdentityConfig config = new SmallRyeConfigBuilder()
                .withMapping(IdentityConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(IdentityConfig.class);
        JWTAuthContextInfo expectations = new JWTAuthContextInfo();
        expectations.setIssuedBy(NAME);
        expectations.setExpectedAudience(Set.of(AUDIENCE));
        expectations.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        expectations.setClockSkew(5);
        return new CheckedTokens(expectations, config, metrics);
    }

    static String token(RsaJsonWebKey key) {
        return token(key, claims -> {}, signature -> {});
    }

    static String token(RsaJsonWebKey key, Consumer<JwtClaims> claims, Consumer<JsonWebSignature> header) {
        JwtClaims all = new JwtClaims();
        all.setIssuer(NAME);
        all.setAudience(AUDIENCE);
        all.setSubject("ada");
        all.setIssuedAtToNow();
        all.setGeneratedJwtId();
        all.setExpirationTimeMinutesInTheFuture(5);
        claims.accept(all);
        return sign(key, all.toJson(), header);
    }

    static String sign(RsaJsonWebKey key, String payload, Consumer<JsonWebSignature> header) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(payload);
        signature.setKey(key.getPrivateKey());
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        header.accept(signature);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        die();
    }
}
