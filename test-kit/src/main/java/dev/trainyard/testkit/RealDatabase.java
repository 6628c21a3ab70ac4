package dev.trainyard.testkit;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives every {@code @QuarkusTest} of a module that has the test-kit the same real PostgreSQL, with the roles of
 * production. Found as a service, so that no test has to ask for it. It lives as long as the test run: restarting the
 * application for another profile does not restart it. A test injects it with {@link InjectDatabase}.
 */
public final class RealDatabase implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(TestTokens.identity());
        EmbeddedDatabase shared = shared();
        config.put("trainyard.database.host", shared.host());
        config.put("trainyard.database.port", Integer.toString(shared.port()));
        config.put("trainyard.database.name", shared.name());
        for (String schema : new String[] {"workout", "training", "deployment", "quiz"}) {
            config.put("test.password." + schema + "_owner", shared.password(schema + "_owner"));
            config.put("test.password." + schema + "_app", shared.password(schema + "_app"));
        }
        config.put("trainyard.database.owner-password", "${test.password.${trainyard.database.schema}_owner}");
        config.put("trainyard.database.app-password", "${test.password.${trainyard.database.schema}_app}");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                shared(), new TestInjector.AnnotatedAndMatchesType(InjectDatabase.class, EmbeddedDatabase.class));
    }

    @Override
    public void stop() {
        // The database stays for the next application of this run and disappears with the process.
    }

    /** The database of this test run, for what has to be done to it before the application starts. */
    public static synchronized EmbeddedDatabase shared() {
        if (database == null) {
            database = EmbeddedDatabase.temporary();
        }
        return database;
    }
}
