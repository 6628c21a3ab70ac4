package dev.trainyard.workout.resolution;

import dev.trainyard.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Reads, when the service starts and beside it, the names that are likely to be asked for: the own ones and the catalogue's
 * of the users who are training now.
 */
@ApplicationScoped
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int MAX_NAMES_OF_A_USER = 1_000;

    // Whoever has an active workout; the partial index has no others.
    static final String TRAINING_NOW =
            "SELECT user_id FROM workout WHERE finished_at IS NULL ORDER BY started_at DESC LIMIT ?";

    private static final String NAMES = """
            (SELECT name FROM exercise WHERE user_id = ? ORDER BY name_key LIMIT %1$d)
            UNION ALL
            (SELECT name FROM master_exercise WHERE merged_into IS NULL ORDER BY name_key LIMIT %1$d)
            """.formatted(MAX_NAMES_OF_A_USER);

    private final ResolutionConfig config;
    private final Database database;
    private final RememberedNames names;
    private final AtomicBoolean done = new AtomicBoolean();

    WarmUp(ResolutionConfig config, Database database, RememberedNames names) {
        this.config = config;
        this.database = database;
        this.names = names;
    }

    /** Does it in the background, the first time that it is called. */
    void once() {
        if (done.compareAndSet(false, true)) {
            Thread.ofVirtual().name("resolution-warm-up").start(this::run);
        }
    }

    void run() {
        try {
            List<String> users = database.list(
                    TRAINING_NOW, row -> row.getString(1), config.cache().warmUsers());
            for (String user : users) {
                names.resolve(user, database.list(NAMES, row -> row.getString(1), user));
            }
            LOG.debugf("The names of %d users are at hand", users.size());
        } catch (RuntimeException failure) {
            // Then they are read when they are asked for.
            LOG.warn("The names of exercises could not be read ahead", failure);
        }
    }
}
