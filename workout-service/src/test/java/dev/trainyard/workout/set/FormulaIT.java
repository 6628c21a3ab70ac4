package dev.trainyard.workout.set;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link FormulaTest} on the packaged service. */
@QuarkusIntegrationTest
class FormulaIT extends FormulaTest {}
