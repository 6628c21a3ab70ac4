package dev.trainyard.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A program of the machine, run to its end. */
final class Command {

    private Command() {}

    /** What it prints; whoever calls it counts on its success. */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
            }
            return text;
        }
    }
}
