package dev.trainyard.workout.catalogue;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link CatalogueTest} on the packaged service. */
@QuarkusIntegrationTest
class CatalogueIT extends CatalogueTest {}
