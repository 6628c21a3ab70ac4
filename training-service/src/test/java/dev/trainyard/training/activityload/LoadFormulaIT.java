package dev.trainyard.training.activityload;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link LoadFormulaTest} on the packaged service. */
@QuarkusIntegrationTest
class LoadFormulaIT extends LoadFormulaTest {}
