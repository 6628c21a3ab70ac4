package dev.trainyard.workout.catalogue;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link FilledCatalogueTest} on the packaged service. */
@QuarkusIntegrationTest
class FilledCatalogueIT extends FilledCatalogueTest {}
