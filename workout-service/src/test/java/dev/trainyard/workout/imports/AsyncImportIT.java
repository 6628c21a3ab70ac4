package dev.trainyard.workout.imports;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link AsyncImportTest} on the packaged service. */
@QuarkusIntegrationTest
class AsyncImportIT extends AsyncImportTest {}
