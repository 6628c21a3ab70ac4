package dev.trainyard.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void truncatedAddressNamesTheNetwork() {
        assertEquals("192.0.2.0", ClientAddress.TRUNCATED.of("192.0.2.77"));
        assertEquals("2001:db8:1::", ClientAddress.TRUNCATED.of("2001:db8:1:2:3:4:5:6"));
    }

    @Test
    void fullAddressIsWhole() {
        assertEquals("192.0.2.77", ClientAddress.FULL.of("192.0.2.77"));
        assertEquals("2001:db8:1:2:3:4:5:6", ClientAddress.FULL.of("2001:db8:1:2:3:4:5:6"));
    }

    @Test
    void noAddressIsNone() {
        assertNull(ClientAddress.NONE.of("192.0.2.77"));
        assertNull(ClientAddress.FULL.of(null));
        assertNull(ClientAddress.FULL.of("not an address"));
    }
}
