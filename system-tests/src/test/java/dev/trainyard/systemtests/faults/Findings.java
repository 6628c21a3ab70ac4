package dev.trainyard.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * What was broken, how often, what is promised and what was seen: the table of docs/reliability.md. Tests add their rows when
 * they are through; at the end all of them are printed, and are in {@code target/reliability.md}.
 */
public final class Findings implements TestExecutionListener {

    private record Row(String done, String often, String promised, String seen) {

        String line() {
            return "| %s | %s | %s | %s |".formatted(done, often, promised, seen);
        }
    }

    /** In the order of the tests' classes, whatever order they ran in. */
    private static final Map<String, Row> ROWS = new ConcurrentSkipListMap<>();

    /**
     * Adds a row.
     *
     * @param test the test's class; several rows of one are in the order of {@code done}
     * @param done what was broken
     * @param often how many times, or for how long, and at what load
     * @param promised what had to hold, in words
     * @param seen what held, with its figures
     */
    public static void add(Class<?> test, String done, String often, String promised, String seen) {
        ROWS.put(test.getSimpleName() + " " + done, new Row(done, often, promised, seen));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (ROWS.isEmpty()) {
            return;
        }
        List<String> lines = List.of(
                "| done | how often | promised | seen |",
                "| --- | --- | --- | --- |",
                String.join("\n", ROWS.values().stream().map(Row::line).toList()),
                "");
        try {
            Path file = Files.writeString(Path.of("target", "reliability.md"), String.join("\n", lines));
            System.out.println("\n" + String.join("\n", lines) + "\n(also in " + file.toAbsolutePath() + ")");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
