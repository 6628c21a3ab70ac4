package dev.trainyard.training.tokenaudit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @Test
    void addressesAndRangesAreTaken() {
        assertDoesNotThrow(() -> new TrustedProxies(List.of("127.0.0.1", "::1/128", "10.42.0.0/16", "2001:db8::/32")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "gateway", "gateway.trainyard.svc", "10.42.0.0-10.42.0.9", "127.0.0.1:8080"})
    void whatWouldBeLookedUpWithEachRequestIsRefused(String proxy) {
        var refusal = assertThrows(ConfigurationException.class, () -> new TrustedProxies(List.of("127.0.0.1", proxy)));
        assertThat(refusal.getMessage(), endsWith("not " + proxy));
    }
}
