package dev.trainyard.http.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A range of addresses at which a file is mapped, never written, and the same in memory as in the file: to give its pages back
 * loses nothing.
 */
record CleanPages(long begin, long end) {

    // 00400000-021c8000 r-xp 00001000 fe:00 1234   /app/application
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\d+ +(.*)");

    // What is relocated at the start is written first, and protected then.
    private static final Pattern WRITTEN = Pattern.compile("(?:Private_Dirty|Anonymous): +[1-9].*");

    /** Those of a file, as told by the lines of {@code /proc/self/smaps}. */
    static List<CleanPages> of(String file, Stream<String> smaps) {
        List<CleanPages> found = new ArrayList<>();
        CleanPages last = null;
        for (String line : (Iterable<String>) smaps::iterator) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                last = null;
                if (mapping.group(4).equals(file) && !mapping.group(3).contains("w")) {
                    last = new CleanPages(
                            Long.parseUnsignedLong(mapping.group(1), 16), Long.parseUnsignedLong(mapping.group(2), 16));
                    found.add(last);
                }
            } else if (last != null && WRITTEN.matcher(line).matches()) {
                found.remove(last);
            }
        }
        return found;
    }

    long length() {
        return end - begin;
    }
}
