package dev.trainyard.deployment.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.deployment.definition.Definition;
import dev.trainyard.deployment.definition.Definitions;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.database.Database;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The definitions of versions, which never change: read once and kept as long as they are run. */
@ApplicationScoped
// For native images: Caffeine looks its classes up by name.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSA", "com.github.benmanes.caffeine.cache.PSAMS"})
public class RunVersions {

    static final String FIND = """
            SELECT v.user_id, v.deployment_id, v.version, v.definition::text AS definition
            FROM unnest(?::text[], ?::uuid[], ?::integer[]) AS wanted (user_id, deployment_id, version)
            JOIN deployment_version v ON v.user_id = wanted.user_id AND v.deployment_id = wanted.deployment_id
                AND v.version = wanted.version
            """;

    // A definition is at most 200 KiB, and usually two.
    private static final int MOST = 2_000;
    private static final Duration UNUSED = Duration.ofHours(1);

    private final Database database;
    private final Definitions definitions;
    private final Cache<Key, Definition> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(UNUSED).build();

    RunVersions(Database database, Definitions definitions) {
        this.database = database;
        this.definitions = definitions;
    }

    /** A version of a user's deployment. */
    public record Key(String user, UUID deployment, int version) {}

    private record Stored(Key key, String definition) {}

    /**
     * The definition of a version.
     *
     * @throws Problem 404 when there is no such version
     */
    public Definition find(Key key) {
        Definition definition = known.getIfPresent(key);
        if (definition == null) {
            definition = read(List.of(key)).stream()
                    .findFirst()
                    .map(stored -> definitions.of(stored.definition()))
                    .orElseThrow(() -> Problem.notFound("version"));
            known.put(key, definition);
        }
        return definition;
    }

    /** Reads all that are not known yet by one query. What cannot be read is told by {@link #find}. */
    void prepare(Collection<Key> keys) {
        List<Key> missing = keys.stream()
                .distinct()
                .filter(key -> known.getIfPresent(key) == null)
                .toList();
        if (missing.size() < 2) {
            return;
        }
        for (Stored stored : read(missing)) {
            try {
                known.put(stored.key(), definitions.of(stored.definition()));
            } catch (RuntimeException unreadable) {
                // For the run that needs it.
            }
        }
    }

    private List<Stored> read(List<Key> keys) {
        return database.list(
                FIND,
                row -> new Stored(
                        new Key(
                                row.getString("user_id"),
                                row.getObject("deployment_id", UUID.class),
                                row.getInt("version")),
                        row.getString("definition")),
                keys.stream().map(Key::user).toArray(String[]::new),
                keys.stream().map(key -> key.deployment().toString()).toArray(String[]::new),
                keys.stream().map(Key::version).toArray(Integer[]::new));
    }
}
