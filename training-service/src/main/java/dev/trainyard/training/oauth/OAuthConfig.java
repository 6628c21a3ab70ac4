package dev.trainyard.training.oauth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which providers there are, and how they are asked. */
@ConfigMapping(prefix = "trainyard.oauth")
public interface OAuthConfig {

    /** Where a provider may send users back to: these addresses and no others, to the letter. */
    Optional<List<URI>> redirectUris();

    /** How long a connection to a provider may take to be made. */
    @WithDefault("PT3S")
    Duration connectTimeout();

    /** How long a call of a provider may take in all. */
    @WithDefault("PT10S")
    Duration timeout();

    /**
     * How long one replica may be at a refresh before another takes it over. Much longer than {@link #timeout()}: two at
     * once would spend the same refresh token twice.
     */
    @WithDefault("PT1M")
    Duration lease();

    /** How long a request waits for a refresh, its own or another's; the refresh goes on. */
    @WithDefault("PT15S")
    Duration patience();

    /** How often the background looks for tokens that end soon. */
    @WithDefault("PT1M")
    Duration refreshEvery();

    /** How many tokens a background run refreshes at once. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int concurrency();

    /** By name: lower-case letters, digits and hyphens. */
    Map<String, @Valid ProviderConfig> providers();

    /** One provider. Without an id or a secret it is off. */
    interface ProviderConfig {

        /** Where users say yes. */
        URI authorizationUrl();

        /** Where codes and refresh tokens become access tokens. It may be a private address: the operator says it. */
        URI tokenUrl();

        Optional<String> clientId();

        Optional<String> clientSecret();

        /** How the id and the secret are sent. */
        @WithDefault("body")
        ClientAuthentication clientAuthentication();

        /** What is asked for; in one text, as the provider separates them. */
        Optional<String> scope();

        /** What else stands in the authorization URL. */
        Map<String, String> authorizationParameters();

        /** What else a refresh says. */
        Map<String, String> refreshParameters();

        /** Where the answer to a code says who the user is there, as a JSON pointer: webhooks are about that account. */
        Optional<String> accountPointer();

        /** Proof key for code exchange (RFC 7636); a provider that does not know it ignores it. */
        @WithDefault("true")
        boolean pkce();

        /** How long before the end of an access token it is refreshed; at most half of the time that it lives. */
        @WithDefault("PT30M")
        Duration refreshBefore();

        /** How many calls of the provider all users have together, by a name for each window. */
        Map<String, @Valid WindowConfig> budgets();

        /** What of each budget the background leaves to those who wait for an answer, in per cent. */
        @WithDefault("20")
        @Min(0)
        @Max(90)
        int reservedPercent();
    }

    /** So many calls in each period; periods begin at 1970-01-01T00:00Z, so that days are those of UTC. */
    interface WindowConfig {

        Duration period();

        @Min(1)
        int calls();
    }

    /** How a client shows who it is (RFC 6749, 2.3.1). */
    enum ClientAuthentication {
        /** In the form, which most providers take. */
        BODY,
        /** In the header {@code Authorization}. */
        BASIC
    }
}
