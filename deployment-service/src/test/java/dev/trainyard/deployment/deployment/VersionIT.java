package dev.trainyard.deployment.deployment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link VersionTest} on the packaged service. */
@QuarkusIntegrationTest
class VersionIT extends VersionTest {}
