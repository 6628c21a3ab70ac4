package dev.trainyard.http.identity;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** The library's checks of a token, with our way to the keys. */
final class IssuerTokens extends JWTCallerPrincipalFactory {

    private final DefaultJWTTokenParser parser;

    IssuerTokens(VerificationKeyResolver keys) {
        this.parser = new DefaultJWTTokenParser() {
            @Override
            protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo expectations) {
                return keys;
            }
        };
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo expectations) throws ParseException {
        JwtContext checked = parser.parse(token, expectations);
        return new DefaultJWTCallerPrincipal(
                checked.getJoseObjects().getFirst().getHeader("typ"), checked.getJwtClaims());
    }
}
