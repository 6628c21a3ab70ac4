package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.identity.TokenIssuer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each program is told in its environment: what it needs, and no secret of another. */
final class Environments {

    /** Ids and secrets that providers such as Strava have given to this installation. */
    private static final List<String> AGREED_WITH_PROVIDERS = List.of("TRAINYARD_OAUTH_", "TRAINYARD_WEBHOOKS_");

    private final Home home;
    private final Ports ports;
    private final Map<String, String> own;

    /**
     * Environments of the programs of {@code home}.
     *
     * @param own of this process: what its user has agreed with others, and programs are to know, comes from there
     */
    Environments(Home home, Ports ports, Map<String, String> own) {
        this.home = home;
        this.ports = ports;
        this.own = own;
    }

    Map<String, String> of(Service service, Listener listener, EmbeddedDatabase database) {
        Map<String, String> environment = common(listener);
        environment.put("TRAINYARD_DATABASE_HOST", database.host());
        environment.put("TRAINYARD_DATABASE_PORT", Integer.toString(database.port()));
        environment.put("TRAINYARD_DATABASE_NAME", database.name());
        environment.put("TRAINYARD_DATABASE_OWNER_PASSWORD", database.password(service.ownerRole()));
        environment.put("TRAINYARD_DATABASE_APP_PASSWORD", database.password(service.appRole()));
        if (service == Service.WORKOUT) {
            environment.put("TRAINYARD_RECOVERY_SECRET_KEY", EncryptionKey.kept(home.recoveryKey()));
        }
        if (service == Service.DEPLOYMENT) {
            environment.put("TRAINYARD_VAULT_KEYS", EncryptionKey.keptWithId(home.workflowKeys()));
            passOn(List.of("TRAINYARD_CALLS_"), environment);
        }
        if (service == Service.QUIZ) {
            environment.put("TRAINYARD_VAULT_KEYS", EncryptionKey.keptWithId(home.channelKeys()));
            passOn(List.of("TRAINYARD_CALLS_", "TRAINYARD_SENDERS_"), environment);
        }
        if (service == Service.TRAINING) {
            environment.put("TRAINYARD_VAULT_KEYS", EncryptionKey.keptWithId(home.vaultKeys()));
            passOn(AGREED_WITH_PROVIDERS, environment);
        }
        return environment;
    }

    private void passOn(Collection<String> prefixes, Map<String, String> environment) {
        own.forEach((name, value) -> {
            if (prefixes.stream().anyMatch(name::startsWith)) {
                environment.put(name, value);
            }
        });
    }

    Map<String, String> ofGateway(Listener listener) {
        Map<String, String> environment = new HashMap<>();
        passOn(List.of("TRAINYARD_GATEWAY_"), environment);
        environment.putAll(common(listener));
        for (Service service : Service.values()) {
            String prefix = "TRAINYARD_GATEWAY_SERVICES_" + service.name();
            environment.put(prefix + "_URL", ports.of(service).client("").toString());
            environment.put(
                    prefix + "_MANAGEMENT_URL", ports.of(service).management("").toString());
        }
        return environment;
    }

    private Map<String, String> common(Listener listener) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", listener.host());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(listener.port()));
        environment.put("QUARKUS_MANAGEMENT_HOST", Address.LOOPBACK);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(listener.managementPort()));
        // On one machine nobody balances load between replicas, so nobody needs time to notice that one is leaving.
        environment.put("TRAINYARD_SHUTDOWN_DELAY", "0S");
        // People read these logs.
        environment.put("TRAINYARD_LOG_JSON", "false");
        environment.put("TRAINYARD_IDENTITY_ISSUER", TokenIssuer.ISSUER);
        environment.put("TRAINYARD_IDENTITY_AUDIENCE", TokenIssuer.AUDIENCE);
        // Not an encoded URI: what stands after the scheme is taken for the path as it is, blanks and all.
        environment.put("TRAINYARD_IDENTITY_JWKS", "file:" + home.publicKeys());
        return environment;
    }
}
