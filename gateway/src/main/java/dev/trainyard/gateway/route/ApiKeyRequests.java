package dev.trainyard.gateway.route;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests may show an API key instead of a token: those for a path that is configured for their method, spelled
 * plainly, with one key and no token. Whether the key is good, the service behind says.
 */
@Singleton
public class ApiKeyRequests {

    /** The header that keys come in. */
    public static final String HEADER = "X-Api-Key";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final String SEGMENT = "[A-Za-z0-9-]{1,64}";

    private final Map<HttpMethod, List<Pattern>> paths;

    @Inject
    ApiKeyRequests(ApiKeyConfig config) {
        this(config.posts().orElse(Set.of()), config.gets().orElse(Set.of()));
    }

    ApiKeyRequests(Set<String> posts, Set<String> gets) {
        this.paths = Map.of(HttpMethod.POST, patterns(posts), HttpMethod.GET, patterns(gets));
    }

    /** Whether this request may pass with the key that it shows. */
    public boolean include(HttpServerRequest request) {
        List<String> keys = request.headers().getAll(HEADER);
        return keys.size() == 1
                && KEY.matcher(keys.getFirst()).matches()
                && !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && include(request.method(), request.path());
    }

    /** Whether {@code path}, as it was sent, may be asked for in that way with a key. */
    public boolean include(HttpMethod method, String path) {
        return paths.getOrDefault(method, List.of()).stream()
                .anyMatch(configured -> configured.matcher(path).matches());
    }

    private static List<Pattern> patterns(Set<String> paths) {
        return paths.stream()
                .map(path -> Pattern.compile(path.replace("*", SEGMENT)))
                .toList();
    }
}
