package dev.trainyard.training.tokenaudit;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whose word on a client's address is taken. Refuses to start with what Quarkus would take for the name of a host, a bare
 * IPv6 address among them: it asks the DNS for that with each request, which waits for it, up to five seconds.
 */
@Startup
@ApplicationScoped
class TrustedProxies {

    private static final Pattern ADDRESSES =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?|[0-9a-fA-F:.]+/[0-9]{1,3}");

    TrustedProxies(@ConfigProperty(name = "trainyard.http.trusted-proxies") List<String> proxies) {
        for (String proxy : proxies) {
            if (!ADDRESSES.matcher(proxy).matches()) {
                throw new ConfigurationException(
                        "trainyard.http.trusted-proxies (TRAINYARD_HTTP_TRUSTED_PROXIES) takes IPv4 addresses and ranges,"
                                + " such as 127.0.0.1, ::1/128 and 10.42.0.0/16, and not " + proxy);
            }
        }
    }
}
