package dev.trainyard.quiz.porting;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link ImportResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class ImportResourceIT extends ImportResourceTest {}
