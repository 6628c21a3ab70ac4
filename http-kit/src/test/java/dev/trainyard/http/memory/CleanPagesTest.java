package dev.trainyard.http.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CleanPagesTest {

    private static final String SMAPS = """
            00400000-021c8000 r-xp 00001000 fe:00 1234                       /app/application
            Rss:               32156 kB
            Private_Dirty:         0 kB
            Anonymous:             0 kB
            021c8000-021ca000 r--p 01dc8000 fe:00 1234                       /app/application
            Private_Dirty:         8 kB
            Anonymous:             8 kB
            021ca000-022ca000 rw-p 01dca000 fe:00 1234                       /app/application
            Private_Dirty:         0 kB
            Anonymous:             0 kB
            7f0000000000-7f0001000000 r--p 02000000 fe:00 1234               /app/application
            Private_Dirty:         0 kB
            Anonymous:             0 kB
            7f0001000000-7f0002000000 rw-p 00000000 00:00 0\s
            Private_Dirty:     16384 kB
            7f0003000000-7f0003100000 r-xp 00000000 fe:00 99                 /usr/lib/libc.so.6
            Private_Dirty:         0 kB
            """;

    @Test
    void onlyWhatIsOfTheFileAndWasNeverWrittenIsClean() {
        assertEquals(
                List.of(new CleanPages(0x400000L, 0x21c8000L), new CleanPages(0x7f0000000000L, 0x7f0001000000L)),
                CleanPages.of("/app/application", SMAPS.lines()));
    }
}
