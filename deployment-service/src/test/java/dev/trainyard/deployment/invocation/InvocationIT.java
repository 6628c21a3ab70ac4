package dev.trainyard.deployment.invocation;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link InvocationTest} on the packaged service. */
@QuarkusIntegrationTest
class InvocationIT extends InvocationTest {}
