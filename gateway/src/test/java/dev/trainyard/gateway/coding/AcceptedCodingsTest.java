package dev.trainyard.gateway.coding;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedCodingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "gzip, deflate, br, zstd",
                "br;q=1.0, gzip;q=0.8, *;q=0.1",
                "gzip;q=0.001",
                "gzip; Q=1.000",
                "gzip ; q=0.5",
                "*",
                "*;q=0.5",
                "identity;q=0.5, gzip;q=0.5",
                "identity;q=0, *",
                ", ,gzip,"
            })
    void gzipIsTaken(String header) {
        assertTrue(AcceptedCodings.takeGzip(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "br",
                "gzipped",
                "gzip;q=0",
                "gzip;q=0.000, *",
                "*;q=0",
                "gzip;q=0.5, identity",
                "gzip;q=0.5, identity;q=0.6",
                "gzip;q=2",
                "gzip;q=-1",
                "gzip;q=1e-3",
                "gzip;q=0.0001",
                "gzip;level=9",
                "gzip;q=",
                "gzip;q=NaN"
            })
    void gzipIsNotTaken(String header) {
        assertFalse(AcceptedCodings.takeGzip(List.of(header)));
    }

    @Test
    void headersCountAsOne() {
        assertTrue(AcceptedCodings.takeGzip(List.of("br", "gzip")));
        assertFalse(AcceptedCodings.takeGzip(List.of("*", "gzip;q=0")));
        assertFalse(AcceptedCodings.takeGzip(List.of()));
    }
}
