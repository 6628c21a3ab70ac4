package dev.trainyard.gateway.access;

import io.netty.util.NetUtil;
import java.util.Arrays;

/** How much of a client's address is written down. */
enum ClientAddress {
    /** Nothing. */
    NONE(0, 0),
    /** The network: the first three bytes of an IPv4 address, the first six of an IPv6 address. */
    TRUNCATED(3, 6),
    /** All of it. */
    FULL(4, 16);

    private static final int V4 = 4;

    private final int bytesOfV4;
    private final int bytesOfV6;

    ClientAddress(int bytesOfV4, int bytesOfV6) {
        this.bytesOfV4 = bytesOfV4;
        this.bytesOfV6 = bytesOfV6;
    }

    /** What may be written of {@code address}; null for nothing. */
    String of(String address) {
        byte[] bytes = this == NONE || address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return null;
        }
        Arrays.fill(bytes, bytes.length == V4 ? bytesOfV4 : bytesOfV6, bytes.length, (byte) 0);
        return NetUtil.bytesToIpAddress(bytes);
    }
}
