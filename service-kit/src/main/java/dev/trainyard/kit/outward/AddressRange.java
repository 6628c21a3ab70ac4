package dev.trainyard.kit.outward;

import java.net.InetAddress;

/** Addresses that begin with the same bits, of one family. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares ranges.
record AddressRange(byte[] prefix, int bits) {

    /**
     * A range as {@code 10.0.0.0/8} or {@code fc00::/7}, or one address.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static AddressRange of(String written) {
        String[] parts = written.strip().split("/", -1);
        // A literal is never looked up; anything else is refused.
        byte[] prefix = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = parts.length == 1 ? prefix.length * Byte.SIZE : Integer.parseInt(parts[1]);
        if (parts.length > 2 || bits < 0 || bits > prefix.length * Byte.SIZE) {
            throw new IllegalArgumentException(written + " is no range of addresses such as 10.0.0.0/8");
        }
        return new AddressRange(prefix, bits);
    }

    boolean holds(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0
                || (address[whole] & 0xff) >> (Byte.SIZE - rest) == (prefix[whole] & 0xff) >> (Byte.SIZE - rest);
    }
}
