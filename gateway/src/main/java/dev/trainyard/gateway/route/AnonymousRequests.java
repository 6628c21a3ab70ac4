package dev.trainyard.gateway.route;

import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests need no token: a POST, or a GET, to a path that is one plain segment below a path that is configured for
 * that method. Anything that is spelled, nested or asked otherwise needs one.
 */
@Singleton
public class AnonymousRequests {

    private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final String ANY = "/*";

    private final Map<HttpMethod, Set<String>> parents;

    @Inject
    AnonymousRequests(AnonymousConfig config) {
        this(config.posts().orElse(Set.of()), config.gets().orElse(Set.of()));
    }

    AnonymousRequests(Set<String> posts, Set<String> gets) {
        this.parents = Map.of(HttpMethod.POST, Set.copyOf(posts), HttpMethod.GET, Set.copyOf(gets));
    }

    /** Whether {@code path}, as it was sent, may be asked for in that way by anybody. */
    public boolean include(HttpMethod method, String path) {
        Set<String> configured = parents.getOrDefault(method, Set.of());
        int slash = path.lastIndexOf('/');
        if (configured.isEmpty() || slash <= 0) {
            return false;
        }
        String parent = path.substring(0, slash);
        return ((!parent.endsWith(ANY) && configured.contains(parent)) || isItemOfConfigured(parent, configured))
                && isItem(path, slash);
    }

    private static boolean isItemOfConfigured(String parent, Set<String> configured) {
        int slash = parent.lastIndexOf('/');
        return slash > 0 && configured.contains(parent.substring(0, slash) + ANY) && isItem(parent, slash);
    }

    private static boolean isItem(String path, int slash) {
        return ITEM.matcher(path.substring(slash + 1)).matches();
    }
}
