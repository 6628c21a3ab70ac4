package dev.trainyard.training.oauth;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * How many calls of a provider are left to all users and replicas together. A call is taken from all windows or from
 * none, by one statement on the provider's one row, and before it is made: providers count failed calls too.
 */
@ApplicationScoped
class Budgets {

    // The windows' lengths are bound sorted, and once more with what each may have at most. A window that is newer than
    // this statement's clock was begun by somebody who waited less for the row, and counts.
    static final String TAKE = """
            INSERT INTO provider_budget AS b (provider, seconds, started_at, taken)
            SELECT ?, coalesce(array_agg(s ORDER BY s), '{}'),
                   coalesce(array_agg(date_bin(make_interval(secs => s), now(), 'epoch') ORDER BY s), '{}'),
                   coalesce(array_agg(1), '{}')
            FROM unnest(?::integer[]) AS s
            ON CONFLICT (provider) DO UPDATE
            SET (seconds, started_at, taken) = (
                SELECT coalesce(array_agg(w.seconds ORDER BY w.seconds), '{}'),
                       coalesce(array_agg(greatest(w.started_at, was.started_at) ORDER BY w.seconds), '{}'),
                       coalesce(array_agg(CASE WHEN was.started_at >= w.started_at THEN was.taken + 1 ELSE 1 END
                                          ORDER BY w.seconds), '{}')
                FROM unnest(excluded.seconds, excluded.started_at) AS w (seconds, started_at)
                LEFT JOIN unnest(b.seconds, b.started_at, b.taken) AS was (seconds, started_at, taken) USING (seconds))
            WHERE coalesce(b.paused_until <= now(), true)
              AND NOT EXISTS (
                SELECT FROM unnest(excluded.seconds, excluded.started_at, ?::integer[]) AS w (seconds, started_at, most)
                JOIN unnest(b.seconds, b.started_at, b.taken) AS was (seconds, started_at, taken) USING (seconds)
                WHERE was.started_at >= w.started_at AND was.taken >= w.most)
            """;

    static final String WAIT = """
            SELECT ceil(extract(epoch FROM greatest(b.paused_until, (
                       SELECT max(was.started_at + make_interval(secs => w.seconds))
                       FROM unnest(?::integer[], ?::integer[]) AS w (seconds, most)
                       JOIN unnest(b.seconds, b.started_at, b.taken) AS was (seconds, started_at, taken) USING (seconds)
                       WHERE was.taken >= w.most)) - now()))
            FROM provider_budget b
            WHERE b.provider = ?
            """;

    private static final String PAUSE = """
            INSERT INTO provider_budget AS b (provider, seconds, started_at, taken, paused_until)
            VALUES (?, '{}', '{}', '{}', now() + make_interval(secs => ?))
            ON CONFLICT (provider) DO UPDATE SET paused_until = greatest(b.paused_until, excluded.paused_until)
            """;

    private static final String TAKEN = """
            SELECT was.seconds, was.taken
            FROM provider_budget b, unnest(b.seconds, b.started_at, b.taken) AS was (seconds, started_at, taken)
            WHERE b.provider = ? AND was.started_at + make_interval(secs => was.seconds) > now()
            """;

    private final Database database;

    Budgets(Database database) {
        this.database = database;
    }

    /** Takes one call; empty when it may be made, else how long until it is worth another try. */
    Optional<Duration> take(Provider provider, Urgency urgency) {
        String seconds = array(provider, Provider.Window::seconds);
        String most = array(provider, window -> most(provider, window, urgency));
        if (database.update(TAKE, provider.name(), seconds, most) == 1) {
            return Optional.empty();
        }
        double wait = database.one(WAIT, row -> row.getDouble(1), seconds, most, provider.name())
                .orElse(1.0);
        return Optional.of(Duration.ofSeconds(Math.max(1, (long) wait)));
    }

    /** Lets nobody call for so long: the provider has said so. */
    void pause(Provider provider, Duration duration) {
        database.update(PAUSE, provider.name(), (double) Math.max(1, duration.toSeconds()));
    }

    /** What is left to those who wait, by the names of the windows. */
    Map<String, Integer> left(Provider provider) {
        Map<Integer, Integer> taken =
                database.list(TAKEN, row -> Map.entry(row.getInt(1), row.getInt(2)), provider.name()).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return provider.windows().stream()
                .collect(Collectors.toMap(
                        Provider.Window::name,
                        window -> Math.max(0, window.calls() - taken.getOrDefault(window.seconds(), 0))));
    }

    private static int most(Provider provider, Provider.Window window, Urgency urgency) {
        return urgency == Urgency.INTERACTIVE
                ? window.calls()
                : (int) (window.calls() * (100L - provider.reservedPercent()) / 100);
    }

    /** As PostgreSQL writes arrays. */
    private static String array(Provider provider, ToIntFunction<Provider.Window> number) {
        return provider.windows().stream()
                .map(window -> Integer.toString(number.applyAsInt(window)))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
