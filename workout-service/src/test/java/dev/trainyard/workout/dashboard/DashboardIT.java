package dev.trainyard.workout.dashboard;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link DashboardTest} on the packaged service. */
@QuarkusIntegrationTest
class DashboardIT extends DashboardTest {}
