package dev.trainyard.workout.resolution;

import dev.trainyard.kit.database.Database;
import dev.trainyard.kit.rollout.RolloutDefinition;
import dev.trainyard.kit.rollout.Rollouts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Says what names stand for, and for those that stand for nothing what they may be. */
@ApplicationScoped
class ResolutionService {

    private static final int MAX_CANDIDATES = 5;

    static final String SIMILAR = "SELECT * FROM (VALUES (lower(?))) AS asked (name_key), LATERAL (%s) AS similar_one"
            .formatted(Candidate.queryFor("asked.name_key"));

    @Produces
    static final RolloutDefinition ROLLOUT = new RolloutDefinition(
            "resolution-cache", "Names of exercises from memory and a table instead of a chain of joins");

    private final Database database;
    private final Rollouts rollouts;
    private final JoinedNames plain;
    private final RememberedNames fast;
    private final BigDecimal minSimilarity;

    ResolutionService(
            Database database, Rollouts rollouts, JoinedNames plain, RememberedNames fast, ResolutionConfig config) {
        this.database = database;
        this.rollouts = rollouts;
        this.plain = plain;
        this.fast = fast;
        this.minSimilarity = config.minSimilarity();
    }

    ResolvedName explain(String user, String name) {
        Resolution resolution = resolve(user, List.of(name)).getFirst();
        List<Candidate> candidates = resolution.master() == null
                ? database.list(SIMILAR, Candidate::of, name, minSimilarity, MAX_CANDIDATES)
                : List.of();
        return ResolvedName.of(name, resolution, candidates);
    }

    ResolvedNames resolveAll(String user, List<String> wanted) {
        List<Resolution> resolutions = resolve(user, wanted);
        List<ResolvedName> items = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            items.add(ResolvedName.of(wanted.get(i), resolutions.get(i), List.of()));
        }
        return new ResolvedNames(items, (int) resolutions.stream()
                .filter(resolution -> resolution.master() != null)
                .count());
    }

    private List<Resolution> resolve(String user, List<String> wanted) {
        return rollouts.read(ROLLOUT.name(), user, () -> plain.resolve(user, wanted), () -> fast.resolve(user, wanted));
    }
}
