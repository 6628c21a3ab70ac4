package dev.trainyard.gateway.route;

import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests need no token: a POST to a path that is one plain segment below a configured one. Anything that is
 * spelled, nested or asked otherwise needs one.
 */
@Singleton
public class AnonymousPosts {

    private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final Set<String> parents;

    @Inject
    AnonymousPosts(AnonymousConfig config) {
        this(config.posts().orElse(Set.of()));
    }

    AnonymousPosts(Set<String> parents) {
        this.parents = Set.copyOf(parents);
    }

    /** Whether {@code path}, as it was sent, may be asked for in that way by anybody. */
    public boolean include(HttpMethod method, String path) {
        if (!HttpMethod.POST.equals(method)) {
            return false;
        }
        int slash = path.lastIndexOf('/');
        return slash > 0
                && parents.contains(path.substring(0, slash))
                && ITEM.matcher(path.substring(slash + 1)).matches();
    }
}
