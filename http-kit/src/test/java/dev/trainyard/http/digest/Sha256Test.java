package dev.trainyard.http.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** The example of FIPS 180-2, B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isThatOfTheStandard() {
        assertEquals(OF_ABC, Sha256.hex("abc"));
        assertEquals(OF_ABC, Sha256.hex("abc".getBytes(UTF_8)));
        assertArrayEquals(HexFormat.of().parseHex(OF_ABC), Sha256.of("abc"));
    }

    @Test
    void isTheSameInParts() {
        MessageDigest digest = Sha256.begin();
        digest.update("a".getBytes(UTF_8));
        digest.update("bc".getBytes(UTF_8));

        assertArrayEquals(Sha256.of("abc"), digest.digest());
    }
}
