package dev.trainyard.training.webhook;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.webhook.WebhookConfig.Agreement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows who may send. Whoever may not is not told whether there is such a provider, neither by words nor by the time that
 * a comparison takes; each refusal is counted.
 */
// So that its metrics are there before they are needed.
@Startup
@ApplicationScoped
class Providers {

    private static final String METRIC = "trainyard.training.webhooks";
    private static final String UNKNOWN = "unknown";
    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEX_PREFIX = "sha256=";

    private final WebhookConfig config;
    private final MeterRegistry metrics;

    Providers(WebhookConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        // Before the first one, too: an alert asks whether it has become more.
        metrics.counter(METRIC, "provider", UNKNOWN, "outcome", "secret-invalid");
        for (String provider : config.providers().keySet()) {
            metrics.counter(METRIC, "provider", provider, "outcome", "secret-invalid");
        }
    }

    boolean has(String provider) {
        return config.providers().containsKey(provider);
    }

    /**
     * Passes whoever knows the secret in the address.
     *
     * @throws Problem 401 {@code webhook-secret-invalid}
     */
    Agreement admit(String name, String pathSecret) {
        Optional<Agreement> provider = Optional.ofNullable(config.providers().get(name));
        boolean right = equal(provider.map(Agreement::pathSecret).orElse(""), pathSecret);
        if (provider.isEmpty() || !right) {
            throw refused(
                    provider.isPresent() ? name : UNKNOWN,
                    401,
                    "webhook-secret-invalid",
                    "This is no address of a webhook.");
        }
        return provider.get();
    }

    /**
     * Passes a provider that asks whether it is welcome, and knows what was agreed.
     *
     * @throws Problem 401 {@code webhook-secret-invalid}, 403 {@code webhook-verification-failed}
     */
    void verify(String name, String pathSecret, String mode, String token, String challenge) {
        Agreement provider = admit(name, pathSecret);
        boolean right = provider.verifyToken()
                .filter(agreed -> equal(agreed, token == null ? "" : token))
                .isPresent();
        if (!right
                || !"subscribe".equals(mode)
                || challenge == null
                || challenge.isEmpty()
                || challenge.length() > 200) {
            throw refused(
                    name,
                    403,
                    "webhook-verification-failed",
                    "hub.mode, hub.challenge or hub.verify_token is not what was agreed.");
        }
    }

    /**
     * Passes a body with the provider's signature, where it has one.
     *
     * @throws Problem 401 {@code webhook-signature-invalid}
     */
    void verify(String name, Agreement provider, String signature, byte[] body) {
        boolean right = provider.hmacSecret()
                .map(secret -> isSignatureOf(body, secret, signature))
                .orElse(true);
        if (!right) {
            throw refused(name, 401, "webhook-signature-invalid", "The signature is missing, or not of this body.");
        }
    }

    /**
     * Passes an event of the subscription that was agreed.
     *
     * @throws Problem 403 {@code webhook-subscription-unknown}
     */
    void verify(String name, Agreement provider, WebhookEvent event) {
        boolean right = provider.subscriptionId()
                .map(agreed -> equal(agreed, event.subscriptionId()))
                .orElse(true);
        if (!right) {
            throw refused(name, 403, "webhook-subscription-unknown", "This is not the subscription that was agreed.");
        }
    }

    void count(String provider, String outcome) {
        metrics.counter(METRIC, "provider", provider, "outcome", outcome).increment();
    }

    private static boolean isSignatureOf(byte[] body, String secret, String signature) {
        if (signature == null) {
            return false;
        }
        byte[] mac = mac(body, secret);
        String given = signature.startsWith(HEX_PREFIX) ? signature.substring(HEX_PREFIX.length()) : signature;
        return equal(HexFormat.of().formatHex(mac), given)
                || equal(Base64.getEncoder().encodeToString(mac), given);
    }

    private static byte[] mac(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, absent);
        }
    }

    private static boolean equal(String right, String given) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private Problem refused(String provider, int status, String code, String detail) {
        count(provider, code.substring("webhook-".length()));
        return Problem.of(status, code, detail);
    }
}
