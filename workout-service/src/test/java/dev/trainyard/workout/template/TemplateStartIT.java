package dev.trainyard.workout.template;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link TemplateStartTest} on the packaged service. */
@QuarkusIntegrationTest
class TemplateStartIT extends TemplateStartTest {}
