package dev.trainyard.standalone.identity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.trainyard.standalone.console.Console;
import dev.trainyard.standalone.console.Options;
import dev.trainyard.standalone.console.Refusal;
import dev.trainyard.standalone.home.Home;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code token <user>}: prints a token and nothing else, so that it can stand inside another command. */
public final class TokenCommand {

    private static final int DAY = 24;
    private static final int YEAR = 365 * DAY;

    private final Console console;
    private final Home home;

    public TokenCommand(Console console, Home home) {
        this.console = console;
        this.home = home;
    }

    public void run(List<String> arguments) {
        var options = Options.of(arguments, Set.of("--role", "--hours"), Set.of());
        if (options.words().size() != 1) {
            throw Refusal.usage("token needs one user.");
        }
        var order = new TokenOrder(
                options.words().getFirst(),
                options.all("--role").stream().map(Role::named).collect(toUnmodifiableSet()),
                Duration.ofHours(options.number("--hours", DAY, 1, YEAR)));
        console.say(new TokenIssuer(SigningKey.of(home)).token(order));
    }
}
