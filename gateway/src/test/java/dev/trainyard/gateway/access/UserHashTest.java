package dev.trainyard.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UserHashTest {

    private final UserHash hash = new UserHash("key".getBytes(StandardCharsets.UTF_8));

    @Test
    void hashIsTheBeginningOfTheHmac() {
        // echo -n ada | openssl dgst -sha256 -hmac key
        assertEquals("708a727d2475357e", hash.of("ada"));
    }

    @Test
    void otherKeyOrUserHasAnotherHash() {
        assertNotEquals(hash.of("ada"), hash.of("grace"));
        assertNotEquals(hash.of("ada"), new UserHash("other".getBytes(StandardCharsets.UTF_8)).of("ada"));
    }
}
