package dev.trainyard.systemtests.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the processes of a cluster have logged since a moment. */
final class Logs {

    private static final Path FOLDER = Path.of("target/cluster");
    private static final Pattern COMPLAINT = Pattern.compile(
            "\"level\":\"(?:ERROR|FATAL)\"|\\b(?:ERROR|FATAL)\\b.*\\[|^\\s+at [\\w.$/]+\\(|\"exception\":");

    private final Map<Path, Long> sizes = new HashMap<>();

    private Logs() throws IOException {
        for (Path file : files()) {
            sizes.put(file, Files.size(file));
        }
    }

    static Logs fromNow() throws IOException {
        return new Logs();
    }

    private static List<Path> files() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.toList();
        }
    }

    /** The first errors and stack traces. */
    List<String> complaints() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path file : files()) {
            since(file, sizes.getOrDefault(file, 0L))
                    .lines()
                    .filter(line -> COMPLAINT.matcher(line).find())
                    .limit(5)
                    .forEach(line -> complaints.add(
                            file.getFileName() + ": " + line.substring(0, Math.min(1_500, line.length()))));
        }
        return complaints;
    }

    private static String since(Path file, long begin) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] added = new byte[Math.toIntExact(log.length() - begin)];
            log.seek(begin);
            log.readFully(added);
            return new String(added, StandardCharsets.UTF_8);
        }
    }
}
