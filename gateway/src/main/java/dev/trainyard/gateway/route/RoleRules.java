package dev.trainyard.gateway.route;

import dev.trainyard.http.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which roles a path needs. Of two configured paths that cover it, the longer one decides. */
@Singleton
public class RoleRules {

    private final List<Rule> longestFirst;

    @Inject
    RoleRules(RolesConfig config) {
        this(config.byPath());
    }

    RoleRules(Map<String, Set<String>> rolesByPath) {
        this.longestFirst = rolesByPath.entrySet().stream()
                .map(entry -> new Rule(entry.getKey(), Set.copyOf(entry.getValue())))
                .sorted(Comparator.comparingInt((Rule rule) -> rule.path().length())
                        .reversed())
                .toList();
    }

    private record Rule(String path, Set<String> roles) {}

    /**
     * Passes whoever has one of the roles that {@code path} needs, if it needs any.
     *
     * @throws Problem when the roles do not suffice
     */
    public void check(String path, Set<String> roles) {
        for (Rule rule : longestFirst) {
            if (Route.covers(rule.path(), path)) {
                if (Collections.disjoint(rule.roles(), roles)) {
                    throw Problem.forbidden("Your roles do not allow this.");
                }
                return;
            }
        }
    }
}
