package dev.trainyard.standalone.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;

/** Signs the tokens that the gateway and the services of this Trainyard accept. */
public final class TokenIssuer {

    public static final String ISSUER = "https://trainyard.local";
    public static final String AUDIENCE = "trainyard";

    private final RSAKey key;

    public TokenIssuer(RSAKey key) {
        this.key = key;
    }

    /** A token for a user with such further roles, for a day. */
    public String forUser(String user, Role... roles) {
        return token(new TokenOrder(user, Set.of(roles), Duration.ofHours(24)));
    }

    String token(TokenOrder order) {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(order.user())
                // MicroProfile JWT names the caller by this claim.
                .claim("upn", order.user())
                .claim(
                        "groups",
                        order.roles().stream().map(Role::claim).sorted().toList())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(order.validity())))
                .jwtID(UUID.randomUUID().toString())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException unusable) {
            throw new IllegalStateException("The signing key does not sign", unusable);
        }
    }
}
