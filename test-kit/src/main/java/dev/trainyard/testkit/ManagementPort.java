package dev.trainyard.testkit;

import io.quarkus.value.registry.RuntimeInfoProvider;
import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.value.registry.ValueRegistry.RuntimeKey;

/**
 * Tells {@code @TestHTTPResource(management = true)} of an integration test which port {@link PackagedApplication} has chosen; Quarkus
 * takes it for 9001 else. Found as a service.
 */
public final class ManagementPort implements RuntimeInfoProvider {

    private static final RuntimeKey<Integer> KEY = RuntimeKey.intKey("quarkus.management.test-port");

    @Override
    public void register(ValueRegistry values, RuntimeSource source) {
        // Within an application under test, its server registers it.
        if (Boolean.getBoolean("trainyard.packaged")) {
            values.register(KEY, source.get(KEY));
        }
    }
}
