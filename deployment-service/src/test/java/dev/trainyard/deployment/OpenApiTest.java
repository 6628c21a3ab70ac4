package dev.trainyard.deployment;

import dev.trainyard.testkit.OpenApiRules;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void everyOperationTellsWhatToSendAndWhatComesBack() throws Exception {
        OpenApiRules.check(management);
    }
}
