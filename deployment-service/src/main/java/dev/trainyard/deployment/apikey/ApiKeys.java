package dev.trainyard.deployment.apikey;

import dev.trainyard.http.digest.Sha256;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes keys, which leave this class once, and are known again by their hash alone. */
@ApplicationScoped
class ApiKeys {

    // So that a scanner of repositories knows it for what it is.
    private static final String PREFIX = "tyk_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final int SECRET_BYTES = 32;
    private static final int HINT = 8;

    private final ApiKeyStore store;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(ApiKeyStore store) {
        this.store = store;
    }

    /**
     * Makes a key.
     *
     * @throws Problem 400 when it would have expired already, or a deployment is not the user's
     */
    NewApiKey create(String user, ApiKeyDraft draft) {
        if (draft.expiresAt() != null && !draft.expiresAt().isAfter(Instant.now())) {
            throw Problem.invalid(Violation.inBody("/expiresAt", "must be in the future"));
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = store.add(
                        user, draft.name(), digest(key), key.substring(0, HINT), draft.deployments(), draft.expiresAt())
                .orElseThrow(
                        () -> Problem.invalid(Violation.inBody("/deployments", "must all be deployments of yours")));
        return new NewApiKey(key, store.find(user, id).orElseThrow());
    }

    /** Whether a text can be a key at all. */
    static boolean isWellFormed(String key) {
        return FORM.matcher(key).matches();
    }

    static byte[] digest(String key) {
        return Sha256.of(key);
    }
}
