package dev.trainyard.kit.outward;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses and ports may be called: the public internet, and what the operator allows besides. */
@ApplicationScoped
public class AddressRules {

    /** What of IPv4 is not public, by IANA's registry of special-purpose addresses, and what clouds have added. */
    private static final List<AddressRange> NOT_PUBLIC_4 = ranges(
            "0.0.0.0/8", // this network, and unspecified
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a provider's customers; Alibaba's metadata
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local; the metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols; Oracle's metadata
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "168.63.129.16/32", // Azure's own, public by its number alone
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** All that is public of IPv6 is in here. */
    private static final AddressRange GLOBAL_6 = AddressRange.of("2000::/3");

    private static final List<AddressRange> NOT_PUBLIC_6 = ranges(
            "2001::/23", // protocols: Teredo and others
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which wraps any IPv4 address
            "3fff::/20"); // documentation

    /** IPv4 addresses as a network without IPv4 writes them (RFC 6052); the last four bytes are the address. */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    private static final int NAT64_PREFIX_BYTES = 12;
    private static final int V4_BYTES = 4;

    private final List<AddressRange> allowed;
    private final List<PortRange> allowedPorts;
    private final List<PortRange> deniedPorts;

    AddressRules(OutwardConfig config) {
        this.allowed = config.allowedAddresses().orElse(List.of()).stream()
                .map(AddressRange::of)
                .toList();
        this.allowedPorts = PortRange.all(config.allowedPorts());
        this.deniedPorts = PortRange.all(config.deniedPorts());
    }

    /** Whether a port may be called. */
    public boolean allow(int port) {
        return allowedPorts.stream().anyMatch(range -> range.holds(port))
                && deniedPorts.stream().noneMatch(range -> range.holds(port));
    }

    /** Whether this very address may be called. Java makes an IPv4 address of one that is mapped into IPv6. */
    public boolean allow(InetAddress address) {
        byte[] bytes = address.getAddress();
        return allowed.stream().anyMatch(range -> range.holds(bytes)) || isPublic(bytes);
    }

    private static boolean isPublic(byte[] address) {
        if (address.length == V4_BYTES) {
            return NOT_PUBLIC_4.stream().noneMatch(range -> range.holds(address));
        }
        if (NAT64.holds(address)) {
            return isPublic(Arrays.copyOfRange(address, NAT64_PREFIX_BYTES, address.length));
        }
        return GLOBAL_6.holds(address) && NOT_PUBLIC_6.stream().noneMatch(range -> range.holds(address));
    }

    private static List<AddressRange> ranges(String... written) {
        return Stream.of(written).map(AddressRange::of).toList();
    }
}
