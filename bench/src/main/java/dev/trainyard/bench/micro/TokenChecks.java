package dev.trainyard.bench.micro;

import dev.trainyard.http.identity.CheckedTokens;
import dev.trainyard.http.identity.IdentityConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a bearer token costs: its signature alone, all that is checked, and looking up that it was checked before. */
@State(Scope.Benchmark)
public class TokenChecks {

    private static final String ISSUER = "https://issuer.test";
    private static final String AUDIENCE = "trainyard";
    private static final Duration FOREVER = Duration.ofHours(10);

    private String token;
    private PublicKey key;
    private CheckedTokens forgetting;
    private CheckedTokens remembering;

    /** A key, a token signed with it, and those who check it. */
    @Setup
    public void sign() throws JoseException, ParseException, IOException {
        RsaJsonWebKey pair = RsaJwkGenerator.generateJwk(2048);
        pair.setKeyId("one");
        pair.setUse("sig");
        pair.setAlgorithm("RS256");
        key = pair.getPublicKey();
        token = token(pair);
        Path keys = Files.createTempFile("keys", ".json");
        try {
            Files.writeString(keys, new JsonWebKeySet(pair).toJson());
            forgetting = tokens(keys, Duration.ZERO);
            remembering = tokens(keys, FOREVER);
            // Each has fetched the keys then.
            forgetting.parse(token);
            remembering.parse(token);
        } finally {
            Files.delete(keys);
        }
    }

    private static String token(RsaJsonWebKey pair) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject("ada");
        claims.setIssuedAtToNow();
        claims.setGeneratedJwtId();
        claims.setExpirationTimeMinutesInTheFuture(600);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(pair.getPrivateKey());
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(pair.getKeyId());
        return signature.getCompactSerialization();
    }

    private record Expected(String jwks, Duration rememberedFor) implements IdentityConfig {

        @Override
        public String issuer() {
            return ISSUER;
        }

        @Override
        public String audience() {
            return AUDIENCE;
        }

        @Override
        public Optional<String> trustedCertificates() {
            return Optional.empty();
        }

        @Override
        public String algorithm() {
            return "RS256";
        }

        @Override
        public int rememberedTokens() {
            return 10_000;
        }

        @Override
        public Duration keysRefreshedAfter() {
            return FOREVER;
        }

        @Override
        public Duration unknownKeysLookedUpAfter() {
            return FOREVER;
        }
    }

    private static CheckedTokens tokens(Path keys, Duration rememberedFor) {
        JWTAuthContextInfo expectations = new JWTAuthContextInfo();
        expectations.setIssuedBy(ISSUER);
        expectations.setExpectedAudience(Set.of(AUDIENCE));
        expectations.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        try {
            return new CheckedTokens(
                    expectations, new Expected(keys.toUri().toString(), rememberedFor), new SimpleMeterRegistry());
        } catch (Exception unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** As little as can be done: the JDK's check of the signature, which no token is believed without. */
    @Benchmark
    public boolean signatureAlone() throws GeneralSecurityException {
        int end = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)));
    }

    /** Signature, issuer, audience, times, subject. */
    @Benchmark
    public JsonWebToken eachTime() throws ParseException {
        return forgetting.parse(token);
    }

    /** A token that came before. */
    @Benchmark
    public JsonWebToken remembered() throws ParseException {
        return remembering.parse(token);
    }
}
