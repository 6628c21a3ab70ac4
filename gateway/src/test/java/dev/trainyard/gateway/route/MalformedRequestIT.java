package dev.trainyard.gateway.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@link MalformedRequestTest} on the packaged gateway. */
@QuarkusIntegrationTest
class MalformedRequestIT extends MalformedRequestTest {}
