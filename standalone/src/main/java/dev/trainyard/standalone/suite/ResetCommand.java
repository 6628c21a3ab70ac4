package dev.trainyard.standalone.suite;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Options;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.home.Home;
import dev.trainyard.standalone.home.HomeLock;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code reset}: deletes all data of this Trainyard; refuses while it runs, and asks first. */
public final class ResetCommand {

    private final Console console;
    private final Home home;

    public ResetCommand(Console console, Home home) {
        this.console = console;
        this.home = home;
    }

    public void run(List<String> arguments) {
        var options = Options.of(arguments, Set.of(), Set.of("--yes"));
        if (!options.words().isEmpty()) {
            throw Refusal.usage("reset takes no " + options.words().getFirst() + ".");
        }
        try (var _ = HomeLock.of(home, "a reset")) {
            if (!options.has("--yes")) {
                confirm();
            }
            new Survivors(console, home).stop();
            home.clear();
        } catch (IOException failure) {
            throw new Refusal("The data in " + home.directory() + " cannot be deleted: " + failure.getMessage());
        }
        console.say("Deleted. The next ./trainyard up starts empty, and tokens made so far are no longer valid.");
    }

    private void confirm() {
        String answer = console.ask("This deletes all data in " + home.directory() + ", for good. Type yes to go on:")
                .orElseThrow(() -> new Refusal("Nobody can answer here: add --yes."));
        if (!answer.equals("yes")) {
            throw new Refusal("Nothing was deleted.");
        }
    }
}
