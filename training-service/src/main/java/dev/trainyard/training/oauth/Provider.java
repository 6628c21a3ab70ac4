package dev.trainyard.training.oauth;

import com.fasterxml.jackson.core.JsonPointer;
import dev.trainyard.training.oauth.OAuthConfig.ClientAuthentication;
import dev.trainyard.training.oauth.OAuthConfig.ProviderConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider that can be asked.
 *
 * @param windows the shared budgets, shortest first
 */
record Provider(
        String name,
        URI authorizationUrl,
        URI tokenUrl,
        String clientId,
        String clientSecret,
        ClientAuthentication clientAuthentication,
        String scope,
        Map<String, String> authorizationParameters,
        Map<String, String> refreshParameters,
        Optional<JsonPointer> accountPointer,
        boolean pkce,
        Duration refreshBefore,
        List<Window> windows,
        int reservedPercent) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration LONGEST = Duration.ofDays(20_000);

    /** So many calls in each period. */
    record Window(String name, int seconds, int calls) {}

    /**
     * What the configuration says of a provider.
     *
     * @throws ConfigurationException when it says something that cannot be meant
     */
    static Provider of(String name, ProviderConfig config, String clientId, String clientSecret) {
        return new Provider(
                name,
                checked(name, "authorization-url", config.authorizationUrl()),
                checked(name, "token-url", config.tokenUrl()),
                clientId,
                clientSecret,
                config.clientAuthentication(),
                config.scope().orElse(""),
                Map.copyOf(config.authorizationParameters()),
                Map.copyOf(config.refreshParameters()),
                config.accountPointer().map(pointer -> pointer(name, pointer)),
                config.pkce(),
                config.refreshBefore(),
                windows(name, config),
                config.reservedPercent());
    }

    private static URI checked(String name, String property, URI url) {
        boolean encrypted = "https".equals(url.getScheme());
        boolean toThisMachine = "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
        if (url.getHost() == null || url.getFragment() != null || !(encrypted || toThisMachine)) {
            throw new ConfigurationException("trainyard.oauth.providers." + name + "." + property
                    + " must be an https URL without a fragment: secrets and tokens go there");
        }
        return url;
    }

    private static JsonPointer pointer(String name, String pointer) {
        try {
            return JsonPointer.valueOf(pointer);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException("trainyard.oauth.providers." + name
                    + ".account-pointer must be a JSON pointer, such as /athlete/id");
        }
    }

    private static List<Window> windows(String name, ProviderConfig config) {
        List<Window> windows = config.budgets().entrySet().stream()
                .map(budget -> new Window(
                        budget.getKey(),
                        seconds(name, budget.getValue().period()),
                        budget.getValue().calls()))
                .sorted(Comparator.comparingInt(Window::seconds))
                .toList();
        if (!windows.stream().map(Window::seconds).allMatch(new HashSet<>()::add)) {
            throw new ConfigurationException(
                    "trainyard.oauth.providers." + name + ".budgets must have each period once");
        }
        return windows;
    }

    private static int seconds(String name, Duration period) {
        if (period.toSeconds() < 1 || period.compareTo(LONGEST) > 0) {
            throw new ConfigurationException("trainyard.oauth.providers." + name
                    + ".budgets must have periods of a second to " + LONGEST.toDays() + " days");
        }
        return (int) period.toSeconds();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return name;
    }
}
