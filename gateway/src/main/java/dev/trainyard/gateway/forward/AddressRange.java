package dev.trainyard.gateway.forward;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An address, or a range of addresses in CIDR notation. */
final class AddressRange {

    private final IpSubnetFilterRule rule;

    private AddressRange(IpSubnetFilterRule rule) {
        this.rule = rule;
    }

    /** Reads {@code 10.0.0.1}, {@code 10.0.0.0/8} or {@code fd00::/8}; a name is none, since its address may change. */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash == -1 ? text : text.substring(0, slash));
        if (address == null) {
            throw notARange(text, null);
        }
        int bits = address.length * Byte.SIZE;
        try {
            int prefix = slash == -1 ? bits : Integer.parseInt(text.substring(slash + 1));
            return new AddressRange(
                    new IpSubnetFilterRule(NetUtil.bytesToIpAddress(address), prefix, IpFilterRuleType.ACCEPT));
        } catch (IllegalArgumentException malformed) {
            throw notARange(text, malformed);
        }
    }

    boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }

    private static IllegalArgumentException notARange(String text, Throwable cause) {
        return new IllegalArgumentException("'" + text + "' is not an address or a range like 10.0.0.0/8", cause);
    }
}
