package dev.trainyard.kit.outward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static AddressRules with(Map<String, String> settings) {
        return new AddressRules(new SmallRyeConfigBuilder()
                .withMapping(OutwardConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(OutwardConfig.class));
    }

    private final AddressRules rules = with(Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::8.8.8.8",
                "100::1",
                "2001::1",
                "2001:0:4136:e378::",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
            })
    void whatIsNotPublicMayNotBeCalled(String address) {
        assertFalse(rules.allow(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1",
            })
    void whatIsPublicMayBeCalled(String address) {
        assertTrue(rules.allow(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true", "10.1.255.255, true", "10.2.0.0, false", "10.0.255.255, false", "192.168.7.8, true",
        "192.168.7.9, false", "fd00:1:2::9, true", "fd00:1:3::9, false", "127.0.0.1, false", "::ffff:10.1.2.3, true",
        "172.16.4.1, true", "172.16.8.1, false",
    })
    void operatorLetsRangesThroughAndNoMore(String address, boolean isAllowed) {
        AddressRules some = with(
                Map.of("trainyard.calls.allowed-addresses", "10.1.0.0/16,192.168.7.8,fd00:1:2::/48,172.16.0.0/21"));

        assertEquals(isAllowed, some.allow(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "example.org", "10.0.0.0/x"})
    void whatIsNoRangeIsRefusedAtTheStart(String range) {
        assertThrows(IllegalArgumentException.class, () -> with(Map.of("trainyard.calls.allowed-addresses", range)));
    }

    @ParameterizedTest
    @CsvSource({
        "80, true",
        "443, true",
        "8080, true",
        "65535, true",
        "22, false",
        "25, false",
        "445, false",
        "3306, false",
        "5432, false",
        "6379, false",
        "6010, false",
        "11211, false",
    })
    void portsOfOtherProtocolsMayNotBeCalled(int port, boolean isAllowed) {
        assertEquals(isAllowed, rules.allow(port));
    }

    @Test
    void portsAreTheOperatorsToSay() {
        AddressRules some =
                with(Map.of("trainyard.calls.allowed-ports", "443,8000-8002", "trainyard.calls.denied-ports", "8001"));

        assertTrue(some.allow(443) && some.allow(8000) && some.allow(8002));
        assertFalse(some.allow(80) || some.allow(8001) || some.allow(8003));
    }
}
