package dev.trainyard.workout.catalogue;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link CatalogueImportTest} on the packaged service. */
@QuarkusIntegrationTest
class CatalogueImportIT extends CatalogueImportTest {}
