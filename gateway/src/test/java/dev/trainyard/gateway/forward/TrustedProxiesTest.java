package dev.trainyard.gateway.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.gateway.visit.Client;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private static final Client PROXY = new Client("10.0.0.1", "http", "gateway.internal");
    private static final Client STRANGER = new Client("203.0.113.9", "http", "api.example.org");
    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of(AddressRange.of("10.0.0.0/24"), AddressRange.of("fd00::/8")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.7                       | 203.0.113.7
            198.51.100.1, 203.0.113.7         | 203.0.113.7
            203.0.113.7, 10.0.0.2             | 203.0.113.7
            10.0.0.3, 203.0.113.7, 10.0.0.2   | 203.0.113.7
            10.0.0.3, 10.0.0.2                | 10.0.0.3
            203.0.113.7:4711                  | 203.0.113.7
            2001:db8::7                       | 2001:db8:0:0:0:0:0:7
            [2001:db8::7]:4711                | 2001:db8:0:0:0:0:0:7
            203.0.113.7, fd12::1              | 203.0.113.7
            ::ffff:203.0.113.7                | 203.0.113.7
            203.0.113.7, unknown              | 10.0.0.1
            203.0.113.7, unknown, 10.0.0.2    | 10.0.0.2
            203.0.113.7, localhost            | 10.0.0.1
            203.0.113.7, fe80::1%eth0         | 10.0.0.1
            203.0.113.7,                      | 10.0.0.1
            '203.0.113.7, 1'                  | 10.0.0.1
            203.0.113.7, 203.0.113.300        | 10.0.0.1
            """)
    void clientIsTheLastAddressThatIsNoProxyOfOurs(String forwardedFor, String address) {
        Client client = PROXIES.behind(PROXY, headers("X-Forwarded-For", forwardedFor));

        assertEquals(address, client.address());
    }

    @Test
    void linesAreOneList() {
        MultiMap headers = headers("X-Forwarded-For", "198.51.100.1").add("X-Forwarded-For", "203.0.113.7");

        assertEquals("203.0.113.7", PROXIES.behind(PROXY, headers).address());
    }

    @Test
    void proxySaysHowItWasAsked() {
        MultiMap headers = headers("X-Forwarded-Proto", "HTTPS").add("X-Forwarded-Host", "api.example.org:8443");

        assertEquals(new Client("10.0.0.1", "https", "api.example.org:8443"), PROXIES.behind(PROXY, headers));
    }

    @ParameterizedTest
    @CsvSource({"gopher,a b", "'',''", "https http,a/b", "javascript,<script>"})
    void nonsenseOfAProxyIsIgnored(String proto, String host) {
        MultiMap headers = headers("X-Forwarded-Proto", proto).add("X-Forwarded-Host", host);

        assertEquals(PROXY, PROXIES.behind(PROXY, headers));
    }

    @Test
    void strangerIsNotBelieved() {
        MultiMap headers = headers("X-Forwarded-For", "10.0.0.5")
                .add("X-Forwarded-Proto", "https")
                .add("X-Forwarded-Host", "elsewhere");

        assertEquals(STRANGER, PROXIES.behind(STRANGER, headers));
    }

    private static MultiMap headers(String name, String value) {
        return MultiMap.caseInsensitiveMultiMap().add(name, value);
    }
}
