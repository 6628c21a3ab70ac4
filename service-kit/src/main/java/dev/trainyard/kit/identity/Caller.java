package dev.trainyard.kit.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is asking. Every query of a user's data is bound to {@link #id()}. */
@RequestScoped
public class Caller {

    /** The attribute of a {@link SecurityIdentity} that is no token's with the user for whom it acts. */
    public static final String USER = "trainyard.user";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The token's subject. Not the principal's name, which some providers fill with an e-mail address or a nickname that
     * its bearer can change.
     *
     * @throws IllegalStateException on an endpoint that anonymous callers may use
     */
    public String id() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token.getSubject();
        }
        String user = identity.getAttribute(USER);
        if (user != null) {
            return user;
        }
        throw new IllegalStateException("There is no caller: the endpoint is not @Authenticated");
    }
}
