package dev.trainyard.training.oauth;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.training.oauth.OAuthConfig.ProviderConfig;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The providers of the configuration. Refuses to start with one that cannot be meant; one without secrets is off. */
@Startup
@ApplicationScoped
class Providers {

    private static final Logger LOG = Logger.getLogger(Providers.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, Provider> configured = new TreeMap<>();

    Providers(OAuthConfig config) {
        if (config.lease().compareTo(config.timeout().multipliedBy(2)) < 0) {
            throw new ConfigurationException(
                    "trainyard.oauth.lease must be at least twice as long as trainyard.oauth.timeout");
        }
        config.providers().forEach(this::add);
    }

    private void add(String name, ProviderConfig config) {
        // Where the list of providers is, there can be no provider.
        if (!NAME.matcher(name).matches() || name.equals("providers")) {
            throw new ConfigurationException("trainyard.oauth.providers: a name has lower-case letters, digits and"
                    + " hyphens, 32 at most, and is not \"providers\"");
        }
        names.add(name);
        Optional<String> id = config.clientId().filter(value -> !value.isBlank());
        Optional<String> secret = config.clientSecret().filter(value -> !value.isBlank());
        if (id.isPresent() && secret.isPresent()) {
            configured.put(name, Provider.of(name, config, id.get(), secret.get()));
        } else if (id.isPresent() || secret.isPresent()) {
            LOG.warnf(
                    "Provider %s is off: trainyard.oauth.providers.%s.%s is not set",
                    name, name, id.isPresent() ? "client-secret" : "client-id");
        }
    }

    /** All names, also of those that are off. */
    SortedSet<String> names() {
        return names;
    }

    /** Those that can be asked. */
    Collection<Provider> configured() {
        return configured.values();
    }

    boolean isConfigured(String name) {
        return configured.containsKey(name);
    }

    /**
     * The provider of this name.
     *
     * @throws Problem 404 when there is none, 503 {@code not-configured} when it is off
     */
    Provider require(String name) {
        if (!names.contains(name)) {
            throw Problem.notFound("provider");
        }
        Provider provider = configured.get(name);
        if (provider == null) {
            throw Problem.of(503, "not-configured", "This provider needs a client id and a secret, which are not set.");
        }
        return provider;
    }
}
