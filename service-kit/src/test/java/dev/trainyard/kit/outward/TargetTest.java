package dev.trainyard.kit.outward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org/",
        "HTTPS://Example.ORG:443/A, https://example.org/A",
        "http://example.org:8080?q=1, http://example.org:8080/?q=1",
        "http://example.org./a, http://example.org/a",
        "http://example.org/a#b, http://example.org/a",
        "http://example.org/ä b, ''",
        "http://example.org/ä?ö=%20%zz{}, http://example.org/%C3%A4?%C3%B6=%20%zz%7B%7D",
        "http://bücher.example/, http://xn--bcher-kva.example/",
        "http://my_host.example/, http://my_host.example/",
        "http://93.184.216.34/, http://93.184.216.34/",
        "http://93.184.216.34./, http://93.184.216.34/",
        "http://[2606:4700::1111]:81/, http://[2606:4700:0:0:0:0:0:1111]:81/",
        "http://[::ffff:127.0.0.1]/, http://127.0.0.1/",
        "http://１２７.0.0.1/, http://127.0.0.1/",
        "http://127。0。0。1/, http://127.0.0.1/",
        "http://①②⑦.0.0.1/, http://127.0.0.1/",
        "http://ｌｏｃａｌｈｏｓｔ/, http://localhost/",
    })
    void hostHasOneSpelling(String written, String meant) {
        if (meant.isEmpty()) {
            assertThrows(OutwardFailure.class, () -> Target.of(written));
        } else {
            assertEquals(meant, Target.of(written).url());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0x7F.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.01/",
                "http://127.0.0.256/",
                "http://127.0.0.1../",
                "http://1.2.3.4.5/",
                "http://example.0x/",
                "http://example.123/",
                "http://[fe80::1%eth0]/",
                "http://[fe80::1%25eth0]/",
                "http://[127.0.0.1]/",
                "http://[::1/",
                "http://::1/",
                "http:///etc/passwd",
                "http://",
                "http:/example.org",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "javascript:alert(1)",
                "http://user@example.org/",
                "http://user:password@example.org/",
                "http://example.org@127.0.0.1/",
                "http://example.org%40127.0.0.1/",
                "http://127.0.0.1%00.example.org/",
                "http://example.org\\@127.0.0.1/",
                "http://example.org\\.evil.example/",
                "http://example.org/\r\nX: y",
                "http://example.org/\tb",
                "http://exam ple.org/",
                "http://-example.org/",
                "http://example..org/",
                "http://example.org:0/",
                "http://example.org:65536/",
                "http://example.org:80:80/",
                "http://example.org:+80/",
                "",
            })
    void whatCouldBeReadInTwoWaysIsRefused(String written) {
        assertThrows(OutwardFailure.class, () -> Target.of(written));
    }

    @Test
    void longAddressIsRefused() {
        assertThrows(OutwardFailure.class, () -> Target.of("http://example.org/" + "a".repeat(8192)));
    }

    @ParameterizedTest
    @CsvSource({
        "/c, https://example.org/c",
        "c, https://example.org/a/c",
        "../c, https://example.org/c",
        "?r=2, https://example.org/a/b?r=2",
        "//other.example/c, https://other.example/c",
        "http://other.example/c, http://other.example/c",
    })
    void redirectIsReadFromWhereItCame(String location, String meant) {
        assertEquals(
                meant,
                Target.of("https://example.org/a/b?q=1").redirected(location).url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://user@example.org/", "http://127.1/", "http://a b/", ":"})
    void redirectToWhatMayNotBeCalledIsRefused(String location) {
        Target from = Target.of("https://example.org/a/b");

        assertThrows(OutwardFailure.class, () -> from.redirected(location));
    }
}
