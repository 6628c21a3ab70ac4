package dev.trainyard.kit.outward;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports from one to another, both included. */
record PortRange(int from, int to) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    static List<PortRange> all(List<String> written) {
        return written.stream().map(String::strip).map(PortRange::of).toList();
    }

    private static PortRange of(String written) {
        Matcher range = RANGE.matcher(written);
        if (!range.matches()) {
            throw new IllegalArgumentException(written + " is neither a port nor a range such as 8000-8999");
        }
        int from = Integer.parseInt(range.group(1));
        return new PortRange(from, range.group(2) == null ? from : Integer.parseInt(range.group(2)));
    }

    boolean holds(int port) {
        return port >= from && port <= to;
    }
}
