package dev.trainyard.standalone.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The terminal: results and progress on standard output, complaints on standard error. */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;

    public Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A step of something that takes a while, with the time since its start. */
    public void progress(Duration since, String step) {
        say(String.format(Locale.ROOT, "%6.1f s  %s", since.toMillis() / 1000.0, step));
    }

    public void complain(String line) {
        err.println("trainyard: " + line);
        err.flush();
    }

    /** The answer to a question; empty when nobody can answer. */
    public Optional<String> ask(String question) {
        out.print(question + " ");
        out.flush();
        try {
            var answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return Optional.ofNullable(answers.readLine()).map(String::strip);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
