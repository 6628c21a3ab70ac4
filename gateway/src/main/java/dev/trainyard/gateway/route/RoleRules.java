package dev.trainyard.gateway.route;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.PathPrefixes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which roles a path needs. Of two configured paths that cover it, the longer one decides. */
@Singleton
public class RoleRules {

    private final PathPrefixes<Set<String>> rolesByPath;

    @Inject
    RoleRules(RolesConfig config) {
        this(config.byPath());
    }

    RoleRules(Map<String, Set<String>> rolesByPath) {
        this.rolesByPath = new PathPrefixes<>(rolesByPath);
    }

    /**
     * Passes whoever has one of the roles that {@code path} needs, if it needs any.
     *
     * @throws Problem when the roles do not suffice
     */
    public void check(String path, Supplier<Set<String>> roles) {
        Set<String> needed = rolesByPath.find(path, Set.of());
        if (!needed.isEmpty() && Collections.disjoint(needed, roles.get())) {
            throw Problem.forbidden("Your roles do not allow this.");
        }
    }
}
