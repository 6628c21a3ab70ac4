package dev.trainyard.training.tokenaudit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @Test
    void addressesAndRangesAreTaken() {
        assertDoesNotThrow(
                () -> new TrustedProxies(List.of("127.0.0.1", "::1", "::1/128", "10.42.0.0/16", "2001:db8::/32")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gateway",
                "10.42.0.0/x",
                "10.42.0.0/33",
                "gateway.trainyard.svc",
                "10.42.0.0-10.42.0.9",
                "127.0.0.1:8080"
            })
    void whatIsNoAddressIsRefused(String proxy) {
        var refusal = assertThrows(ConfigurationException.class, () -> new TrustedProxies(List.of("127.0.0.1", proxy)));
        assertThat(refusal.getMessage(), endsWith("not " + proxy));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "203.0.113.7, 10.42.0.9 | 203.0.113.7",
                "198.51.100.1, 203.0.113.7 | 203.0.113.7",
                "2001:db8::7 | 2001:db8::7",
                "'' | 127.0.0.1",
                ", | 127.0.0.1",
                "203.0.113.7, somebody | 127.0.0.1",
                "203.0.113.7, somebody, 10.42.0.9 | 10.42.0.9"
            })
    void lastAddressThatIsNoProxysIsTheClients(String forwardedFor, String client) {
        var proxies = new TrustedProxies(List.of("127.0.0.1", "10.42.0.0/16"));

        assertEquals(client, proxies.client("127.0.0.1", List.of(forwardedFor)));
    }

    @Test
    void strangerIsNotBelieved() {
        var proxies = new TrustedProxies(List.of("127.0.0.1"));

        assertEquals("192.0.2.1", proxies.client("192.0.2.1", List.of("203.0.113.7")));
        assertEquals("127.0.0.1", proxies.client("127.0.0.1", List.of()));
    }
}
