package dev.trainyard.quiz.lifecycle;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link LifecycleResourceTest} on the packaged service. */
@QuarkusIntegrationTest
class LifecycleResourceIT extends LifecycleResourceTest {}
