package dev.trainyard.quiz.porting;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link CsvTest} on the packaged service. */
@QuarkusIntegrationTest
class CsvIT extends CsvTest {}
