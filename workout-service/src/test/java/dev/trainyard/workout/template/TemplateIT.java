package dev.trainyard.workout.template;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link TemplateTest} on the packaged service. */
@QuarkusIntegrationTest
class TemplateIT extends TemplateTest {}
