package dev.trainyard.training.onboarding;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link OnboardingTest} on the packaged service. */
@QuarkusIntegrationTest
class OnboardingIT extends OnboardingTest {}
