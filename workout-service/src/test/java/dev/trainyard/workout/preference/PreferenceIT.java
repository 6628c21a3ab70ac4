package dev.trainyard.workout.preference;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link PreferenceTest} on the packaged service. */
@QuarkusIntegrationTest
class PreferenceIT extends PreferenceTest {}
