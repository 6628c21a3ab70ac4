package dev.trainyard.gateway.limit;

import io.netty.util.NetUtil;
import java.util.HexFormat;

/** Whom an address stands for: of IPv4 itself, of IPv6 its network of 64 bits, in which one customer has them all. */
public final class AddressKey {

    private static final int NETWORK_BYTES = 8;
    private static final int MAPPED_BYTES = 12;
    private static final String MAPPED = "00000000000000000000ffff";

    private AddressKey() {}

    /** The client that {@code address} belongs to. */
    public static String of(String address) {
        if (address.indexOf(':') == -1) {
            return address;
        }
        int zone = address.indexOf('%');
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(zone == -1 ? address : address.substring(0, zone));
        if (octets == null) {
            return address;
        }
        String hex = HexFormat.of().formatHex(octets);
        if (hex.startsWith(MAPPED)) {
            return NetUtil.bytesToIpAddress(octets, MAPPED_BYTES, octets.length - MAPPED_BYTES);
        }
        return octets.length > NETWORK_BYTES ? hex.substring(0, 2 * NETWORK_BYTES) + "/64" : address;
    }
}
