package dev.trainyard.standalone;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.identity.TokenCommand;
import dev.trainyard.standalone.process.StopSignals;
import dev.trainyard.standalone.suite.ResetCommand;
import dev.trainyard.standalone.suite.UpCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The program behind ./trainyard: runs one command and turns its failure into one line and an exit code. */
public final class Launcher {

    private final Console console;
    private final Path checkout;
    private final StopSignals signals;

    private Launcher(Console console, Path checkout, StopSignals signals) {
        this.console = console;
        this.checkout = checkout;
        this.signals = signals;
    }

    public static void main(String[] arguments) {
        var console = new Console(System.out, System.err);
        var signals = StopSignals.installed();
        var launcher = new Launcher(
                console, Path.of(System.getProperty("trainyard.checkout", "")).toAbsolutePath(), signals);
        int exitCode = launcher.run(Arrays.asList(arguments));
        signals.done(exitCode);
        System.exit(exitCode);
    }

    private int run(List<String> arguments) {
        try {
            if (arguments.isEmpty()) {
                throw Refusal.usage("No command.");
            }
            return run(arguments.getFirst(), arguments.subList(1, arguments.size()));
        } catch (Refusal refusal) {
            console.complain(refusal.getMessage());
            return refusal.exitCode();
        } catch (RuntimeException | LinkageError unforeseen) {
            console.complain("This should not have happened: " + unforeseen + ". Please report it, with "
                    + report(unforeseen) + ".");
            return 1;
        }
    }

    private int run(String command, List<String> arguments) {
        Home home = Home.at(directory());
        switch (command) {
            case "up" -> {
                OwnClasses.load();
                new UpCommand(console, home, checkout, signals).run(arguments);
            }
            case "token" -> new TokenCommand(console, home).run(arguments);
            case "reset" -> new ResetCommand(console, home).run(arguments);
            default -> throw Refusal.usage("There is no command " + command + ".");
        }
        return 0;
    }

    /** A stack trace is of use to whoever mends it, but not to the person at the terminal. */
    private static String report(Throwable unforeseen) {
        try {
            Path report = Files.createTempFile("trainyard-", ".log");
            try (var writer = new PrintWriter(Files.newBufferedWriter(report))) {
                unforeseen.printStackTrace(writer);
            }
            return report.toString();
        } catch (IOException _) {
            return "what you did";
        }
    }

    private Path directory() {
        String configured = System.getenv("TRAINYARD_HOME");
        return configured == null || configured.isBlank() ? checkout.resolve(".trainyard") : Path.of(configured);
    }
}
